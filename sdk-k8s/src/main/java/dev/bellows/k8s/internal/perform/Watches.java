package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.internal.observe.NamespaceWatch;
import dev.bellows.k8s.internal.observe.WatchState;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ClusterPort.WatchListener;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.RunId;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The open watches, one pair a namespace, as long as a run needs them and a little longer. Used in turn. */
final class Watches {
    /** Jobs often come one after the other: an idle watch costs nothing, and a new one begins with all that there is. */
    private static final Duration LINGER = Duration.ofMinutes(1);

    private final ClusterPort cluster;
    private final TimeSource time;
    private final String client;
    private final Map<String, NamespaceWatch> byNamespace = new HashMap<>();

    Watches(ClusterPort cluster, TimeSource time, String client) {
        this.cluster = cluster;
        this.time = time;
        this.client = client;
    }

    void add(RunId run, Consumer<Signal> listener) {
        byNamespace
                .computeIfAbsent(run.namespace(), namespace -> NamespaceWatch.open(cluster, time, namespace, client))
                .add(run.runName(), listener);
    }

    /** Tells somebody of a run's pods as they change, until told otherwise; says whether they are watched. */
    boolean view(RunId run, WatchListener<Pod> viewer) {
        NamespaceWatch watch = byNamespace.get(run.namespace());
        if (watch != null) {
            watch.viewers().add(run.runName(), viewer);
        }
        return watch != null;
    }

    void unview(RunId run, WatchListener<Pod> viewer) {
        NamespaceWatch watch = byNamespace.get(run.namespace());
        if (watch != null) {
            watch.viewers().remove(run.runName(), viewer);
        }
    }

    /** Whether all news of a run's pods have come, as far as can be known. */
    boolean podsAreWell(RunId run) {
        NamespaceWatch watch = byNamespace.get(run.namespace());
        return watch != null && watch.podsAreWell();
    }

    void tellPresent(RunId run, String driverUid) {
        NamespaceWatch watch = byNamespace.get(run.namespace());
        if (watch != null) {
            watch.tellPresent(run.runName(), driverUid);
        }
    }

    void catchUpWithRecords(RunId run) {
        NamespaceWatch watch = byNamespace.get(run.namespace());
        if (watch != null) {
            watch.catchUpWithRecords();
        }
    }

    /** The API server is back: what was missed is heard now. */
    void openAgain() {
        byNamespace.values().forEach(NamespaceWatch::openAgain);
    }

    void remove(RunId run, Consumer<Signal> listener) {
        NamespaceWatch watch = byNamespace.get(run.namespace());
        if (watch == null) {
            return;
        }
        watch.remove(run.runName(), listener);
        if (watch.isIdle()) {
            time.after(LINGER, () -> closeIdle(run.namespace(), watch));
        }
    }

    private void closeIdle(String namespace, NamespaceWatch watch) {
        if (watch.isIdle() && byNamespace.remove(namespace, watch)) {
            watch.close();
        }
    }

    List<WatchState> states() {
        return byNamespace.values().stream()
                .flatMap(watch -> watch.states().stream())
                .toList();
    }

    void close() {
        byNamespace.values().forEach(NamespaceWatch::close);
        byNamespace.clear();
    }
}
