package dev.bellows.job.preset;

/** Collects a job's ready-made settings. Not thread-safe. */
public final class PresetsBuilder {
    private final ImmutablePresets.Builder presets = ImmutablePresets.assemble();

    PresetsBuilder() {}

    /** Adds an object store. */
    public PresetsBuilder storage(ObjectStorage storage) {
        presets.addStorage(storage);
        return this;
    }

    /** Sets the event log. */
    public PresetsBuilder eventLog(EventLog eventLog) {
        presets.eventLog(eventLog);
        return this;
    }

    /** Sets metrics for Prometheus. */
    public PresetsBuilder prometheus(Prometheus prometheus) {
        presets.prometheus(prometheus);
        return this;
    }

    /** Sets authentication and encryption between driver and executors. */
    public PresetsBuilder rpcSecurity(RpcSecurity security) {
        presets.rpcSecurity(security);
        return this;
    }

    /** Sets NetworkPolicies. */
    public PresetsBuilder network(NetworkRules rules) {
        presets.network(rules);
        return this;
    }

    /** The presets. */
    public Presets build() {
        return presets.build();
    }
}
