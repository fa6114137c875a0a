package dev.bellows.testkit.internal.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.testkit.internal.invariant.ApiInvariants;
import dev.bellows.testkit.internal.invariant.OneDriver;
import dev.bellows.testkit.internal.invariant.Violations;
import dev.bellows.testkit.internal.scripted.PodScripts;
import dev.bellows.testkit.internal.scripted.ScriptedKubelet;
import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.DeleteOptions;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.Selectors;
import dev.bellows.testkit.internal.store.StoreOptions;
import dev.bellows.testkit.internal.store.WatchEvent;
import dev.bellows.testkit.internal.virtual.ProcessTime;
import dev.bellows.testkit.internal.virtual.VirtualTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A store, nodes, an API server and processes of the SDK, in one virtual time. */
public final class Simulation implements AutoCloseable {
    private static final int HISTORY = 4_000;

    private final VirtualTime time = new VirtualTime();
    private final Trace trace = new Trace(time);
    private final Violations violations = new Violations();
    private final long seed;
    private boolean told;
    private final SplittableRandom seeds;
    private final ClusterStore store;
    private final SimulatedApi api;
    private final ScriptedKubelet kubelet;
    private final Map<SparkKubernetes, Connected> connections = new LinkedHashMap<>();
    private final Map<String, Connected> byName = new LinkedHashMap<>();

    /**
     * A simulation without a process.
     *
     * @param seed where all its chances start
     * @param scripts the script of each pod
     */
    public Simulation(long seed, PodScripts scripts) {
        this.seed = seed;
        seeds = new SplittableRandom(seed);
        store = new ClusterStore(time, new StoreOptions(HISTORY, seeds.nextLong()));
        api = new SimulatedApi(
                store,
                time,
                trace,
                seeds.nextLong(),
                new Disturbances(store, this),
                ApiInvariants.of(store, time, this::violated));
        store.watch(ResourceType.PODS, null, Selectors.ALL, null, new PodTrace(trace)::event);
        OneDriver oneDriver = new OneDriver(this::violated);
        store.watch(ResourceType.CONFIG_MAPS, null, Selectors.ALL, null, event -> {
            if (event.type() == WatchEvent.Type.DELETED) {
                JsonNode metadata = event.object().path("metadata");
                oneDriver.gone(
                        metadata.path("namespace").asText(),
                        metadata.path("name").asText());
            }
        });
        kubelet = new ScriptedKubelet(store, time, scripts, oneDriver, seeds.nextLong());
        api.outputs(kubelet);
        time.afterEach(this::check);
    }

    /**
     * A further process of the SDK.
     *
     * @param around what stands between the SDK and its port, such as one that misbehaves
     */
    public SparkKubernetes connect(ConnectOptions options, UnaryOperator<ClusterPort> around) {
        String name = "sdk-" + (byName.size() + 1);
        ProcessTime own = new ProcessTime(time, seeds.nextLong(), error -> failed(name, error));
        SdkProcess process = new SdkProcess(name, own);
        SimulatedPort port = new SimulatedPort(api, process);
        byName.put(name, new Connected(process, port));
        SparkKubernetes spark = SparkKubernetes.over(around.apply(port), own, options);
        connections.put(spark, new Connected(process, port));
        return spark;
    }

    /** The process of a connection. */
    public SdkProcess process(SparkKubernetes spark) {
        Connected known = connections.get(spark);
        if (known == null) {
            throw new IllegalArgumentException("spark: not a connection of this cluster");
        }
        return known.process;
    }

    SdkProcess process(String name) {
        Connected known = byName.get(name);
        if (known == null) {
            throw new IllegalArgumentException("process: " + name + " (expected: one of " + byName.keySet() + ")");
        }
        return known.process;
    }

    /** The virtual time. */
    public VirtualTime time() {
        return time;
    }

    /** What happened. */
    public Trace trace() {
        return trace;
    }

    /** The API server. */
    public SimulatedApi api() {
        return api;
    }

    /** The objects. */
    public ClusterStore store() {
        return store;
    }

    /** The API server answers nobody for so long, and all watches break. */
    public void apiServerDown(Duration duration) {
        api.down(duration);
        byName.values().forEach(connected -> connected.port.sever());
    }

    /** All that is in the namespace goes, and nothing comes into it any more. */
    void deleteNamespace(String namespace) {
        api.closeNamespace(namespace);
        for (ResourceType type : List.of(ResourceType.CONFIG_MAPS, ResourceType.PODS, ResourceType.SERVICES)) {
            store.list(type, namespace, Selectors.ALL)
                    .items()
                    .forEach(object -> deleted(
                            type,
                            namespace,
                            object.path("metadata").path("name").asText()));
        }
    }

    private void deleted(ResourceType type, String namespace, String name) {
        try {
            store.delete(type, namespace, name, DeleteOptions.DEFAULT);
        } catch (ApiException e) {
            // It went meanwhile, with its owner.
        }
    }

    ScriptedKubelet kubelet() {
        return kubelet;
    }

    /** Moves time on. */
    public void advance(Duration step) {
        time.advance(step);
    }

    /** What did not hold so far. */
    public Violations violations() {
        return violations;
    }

    /** Ends all processes and all watches; nothing of a closed process may be left. */
    @Override
    public void close() {
        connections.forEach((spark, connected) -> {
            if (connected.process.time().isAwake()) {
                spark.close();
                connected.closed(this::violated);
            }
        });
        kubelet.close();
        store.close();
        check();
    }

    private void failed(String process, Throwable error) {
        trace.add(process, "FAILED", String.valueOf(error));
        violated("a task of " + process + " failed: " + error);
    }

    private void violated(String violation) {
        trace.add("VIOLATION", violation, "");
        violations.add(violation);
    }

    private void check() {
        if (!violations.isEmpty() && !told) {
            told = true;
            throw new AssertionError("seed " + seed + ": " + String.join("; ", violations.found()) + "\n" + trace);
        }
    }

    private record Connected(SdkProcess process, SimulatedPort port) {
        void closed(Consumer<String> violations) {
            if (port.openStreams() > 0 || port.lateCalls() > 0) {
                violations.accept("I10: " + process.name() + " was closed and has " + port.openStreams()
                        + " open streams and " + port.lateCalls() + " calls after its end");
            }
        }
    }
}
