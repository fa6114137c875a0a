package dev.bellows.job.preset;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.bellows.job.BellowsStyle;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** The ready-made settings of a job. Immutable. */
@Value.Immutable
@BellowsStyle
@JsonSerialize(as = ImmutablePresets.class)
@JsonDeserialize(as = ImmutablePresets.class)
public abstract class Presets {
    Presets() {}

    /** A builder with nothing set. */
    public static PresetsBuilder builder() {
        return new PresetsBuilder();
    }

    /** The object stores, one of a kind at most. */
    public abstract List<ObjectStorage> storage();

    /** The event log. */
    public abstract Optional<EventLog> eventLog();

    /** Metrics for Prometheus. */
    public abstract Optional<Prometheus> prometheus();

    /** Authentication and encryption between driver and executors. */
    public abstract Optional<RpcSecurity> rpcSecurity();

    /** NetworkPolicies. */
    public abstract Optional<NetworkRules> network();
}
