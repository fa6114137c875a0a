package dev.bellows.k8s.internal.observe;

import dev.bellows.compile.BellowsLabels;
import dev.bellows.k8s.internal.submit.Outcomes;
import dev.bellows.k8s.internal.submit.RunRecord;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All runs of one client in one namespace, seen through two watches: pods, and the metadata of records. Used in turn with the runs.
 */
public final class NamespaceWatch {
    private final ClusterPort cluster;
    private final String namespace;
    private final String selector;
    private final Map<String, Consumer<Signal>> runs = new HashMap<>();
    private final WatchLoop<Pod> pods;
    private final WatchLoop<PartialObjectMetadata> records;

    private NamespaceWatch(ClusterPort cluster, TimeSource time, String namespace, String client) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.selector =
                BellowsLabels.MANAGED_BY + "=" + BellowsLabels.MANAGER + "," + BellowsLabels.CLIENT + "=" + client;
        this.pods = new WatchLoop<>(cluster, time, ObjectKind.PODS, namespace, selector, new PodListener());
        this.records = new WatchLoop<>(
                cluster, time, ObjectKind.CONFIG_MAP_METADATA, namespace, selector, new RecordListener());
    }

    /** Opens the watches of a namespace. */
    public static NamespaceWatch open(ClusterPort cluster, TimeSource time, String namespace, String client) {
        NamespaceWatch watch = new NamespaceWatch(cluster, time, namespace, client);
        watch.pods.open();
        watch.records.open();
        return watch;
    }

    /** Sends a run's news to a supervisor. */
    public void add(String runName, Consumer<Signal> run) {
        runs.put(runName, run);
    }

    /** Stops sending a run's news. */
    public void remove(String runName) {
        runs.remove(runName);
    }

    /** Whether no run wants news. */
    public boolean isIdle() {
        return runs.isEmpty();
    }

    /** Ends the watches. */
    public void close() {
        pods.close();
        records.close();
    }

    /** Tells an adopted run what exists now: the watch may have told it before the run was added. */
    public void tellPresent(String runName, String driverUid, TimeSource time) {
        cluster.list(ObjectKind.PODS, namespace, selector + "," + BellowsLabels.RUN + "=" + runName)
                .thenAccept(listing -> time.execute(() -> {
                    listing.items().forEach(this::seen);
                    boolean there = listing.items().stream()
                            .anyMatch(pod -> driverUid.equals(pod.getMetadata().getUid()));
                    if (!there) {
                        tell(runName, new Signal.DriverAbsent(driverUid));
                    }
                }));
    }

    private void seen(Pod pod) {
        PodTranslation.runOf(pod.getMetadata()).ifPresent(run -> {
            if (PodTranslation.isDriver(pod)) {
                tell(run, new Signal.DriverSeen(PodTranslation.facts(pod)));
            } else {
                PodTranslation.executorId(pod)
                        .ifPresent(id -> tell(run, new Signal.ExecutorSeen(id, PodTranslation.facts(pod))));
            }
        });
    }

    private void tell(String runName, Signal signal) {
        Optional.ofNullable(runs.get(runName)).ifPresent(run -> run.accept(signal));
    }

    private void refuse(String kind, ClusterException problem) {
        Signal signal =
                new Signal.WatchRefused("The credentials do not allow to watch " + kind + ": " + problem.getMessage());
        Map.copyOf(runs).values().forEach(run -> run.accept(signal));
    }

    private final class PodListener implements WatchLoop.Listener<Pod> {
        @Override
        public void seen(Pod pod) {
            NamespaceWatch.this.seen(pod);
        }

        @Override
        public void gone(Pod last) {
            PodTranslation.runOf(last.getMetadata()).ifPresent(run -> {
                if (PodTranslation.isDriver(last)) {
                    tell(run, new Signal.DriverGone(PodTranslation.facts(last)));
                } else {
                    PodTranslation.executorId(last)
                            .ifPresent(id -> tell(run, new Signal.ExecutorGone(id, PodTranslation.facts(last))));
                }
            });
        }

        @Override
        public void refused(ClusterException problem) {
            refuse("pods", problem);
        }

        @Override
        public Pod keep(Pod pod) {
            return new PodBuilder()
                    .withMetadata(slim(pod.getMetadata()))
                    .withStatus(pod.getStatus())
                    .build();
        }
    }

    private final class RecordListener implements WatchLoop.Listener<PartialObjectMetadata> {
        @Override
        public void seen(PartialObjectMetadata record) {
            Map<String, String> annotations = record.getMetadata().getAnnotations();
            if (annotations == null) {
                return;
            }
            String run = record.getMetadata().getName();
            if (annotations.containsKey(RunRecord.CANCELLED)) {
                tell(run, new Signal.CancelSeen());
            }
            Optional.ofNullable(annotations.get(RunRecord.OUTCOME))
                    .ifPresent(outcome -> tell(run, new Signal.OutcomeStored(Outcomes.read(outcome))));
        }

        @Override
        public void gone(PartialObjectMetadata last) {
            tell(
                    last.getMetadata().getName(),
                    new Signal.RecordGone(last.getMetadata().getUid()));
        }

        @Override
        public void refused(ClusterException problem) {
            refuse("configmaps", problem);
        }

        @Override
        public PartialObjectMetadata keep(PartialObjectMetadata record) {
            PartialObjectMetadata kept = new PartialObjectMetadata();
            kept.setMetadata(slim(record.getMetadata()));
            return kept;
        }
    }

    private static ObjectMeta slim(ObjectMeta full) {
        return new ObjectMetaBuilder()
                .withName(full.getName())
                .withUid(full.getUid())
                .withLabels(full.getLabels())
                .build();
    }
}
