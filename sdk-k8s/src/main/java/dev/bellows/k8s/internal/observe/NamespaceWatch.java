package dev.bellows.k8s.internal.observe;

import dev.bellows.compile.BellowsLabels;
import dev.bellows.k8s.internal.submit.RecordAnnotations;
import dev.bellows.k8s.internal.supervise.PodFacts;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All runs of one client in one namespace, seen through two watches: pods, and the metadata of records. Used in turn with the runs.
 */
public final class NamespaceWatch {
    private static final Logger LOG = LoggerFactory.getLogger(NamespaceWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final ClusterPort cluster;
    private final String namespace;
    private final String selector;
    private final TimeSource time;

    /** Several holders may watch one run. */
    private final Map<String, List<Consumer<Signal>>> runs = new HashMap<>();

    /** The runs that want to know what exists, and their drivers. */
    private final Map<String, String> asking = new LinkedHashMap<>();

    private final PodViewers viewers = new PodViewers();
    private final WatchLoop<Pod> pods;
    private final WatchLoop<PartialObjectMetadata> records;

    private NamespaceWatch(ClusterPort cluster, TimeSource time, String namespace, String client) {
        this.cluster = cluster;
        this.time = time;
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
        runs.computeIfAbsent(runName, any -> new ArrayList<>()).add(run);
    }

    /** Stops sending a run's news to a supervisor. */
    public void remove(String runName, Consumer<Signal> run) {
        runs.computeIfPresent(runName, (any, holders) -> {
            holders.remove(run);
            return holders.isEmpty() ? null : holders;
        });
    }

    /** Those who look at pods, and not only at their news. */
    public PodViewers viewers() {
        return viewers;
    }

    /** Whether all news of pods have come, as far as can be known. */
    public boolean podsAreWell() {
        return pods.isWell();
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

    /** The two watches. */
    public List<WatchState> states() {
        return List.of(pods.state(), records.state());
    }

    /** Hears soon what is new in records, even if their watch has fallen silent. */
    public void catchUpWithRecords() {
        records.catchUp();
    }

    /** Tells a run what exists now: the watch may have told it before the run was added. Runs that ask in one turn share one LIST. */
    public void tellPresent(String runName, String driverUid) {
        boolean first = asking.isEmpty();
        asking.put(runName, driverUid);
        if (first) {
            time.execute(this::ask);
        }
    }

    private void ask() {
        Map<String, String> drivers = new LinkedHashMap<>(asking);
        asking.clear();
        drivers.keySet().retainAll(runs.keySet());
        if (drivers.isEmpty()) {
            return;
        }
        String one = drivers.size() > 1
                ? ""
                : "," + BellowsLabels.RUN + "=" + drivers.keySet().iterator().next();
        cluster.list(ObjectKind.PODS, namespace, selector + one)
                .whenComplete((listing, error) -> time.execute(() -> {
                    if (error == null) {
                        present(drivers, listing.items());
                    } else {
                        LOG.debug("pods in {} cannot be listed: {}", namespace, error.toString());
                        time.after(PAUSE, () -> drivers.forEach(this::tellPresent));
                    }
                }));
    }

    private void present(Map<String, String> drivers, List<Pod> pods) {
        Map<String, String> absent = new LinkedHashMap<>(drivers);
        for (Pod pod : pods) {
            String run = PodTranslation.runOf(pod.getMetadata()).orElse("");
            if (drivers.containsKey(run)) {
                this.pods.note(pod.getMetadata().getName(), seen(pod));
                absent.remove(run, pod.getMetadata().getUid());
            }
        }
        absent.forEach((run, driverUid) -> tell(run, new Signal.DriverAbsent(driverUid)));
    }

    private Remembered seen(Pod pod) {
        PodFacts facts = PodTranslation.facts(pod);
        Optional<String> run = PodTranslation.runOf(pod.getMetadata());
        OptionalInt executor = PodTranslation.executorId(pod);
        if (run.isPresent() && PodTranslation.isDriver(pod)) {
            tell(run.get(), new Signal.DriverSeen(facts));
            return new Remembered(facts.uid(), run.get(), new Signal.DriverGone(facts));
        } else if (run.isPresent() && executor.isPresent()) {
            tell(run.get(), new Signal.ExecutorSeen(executor.getAsInt(), facts));
            return new Remembered(facts.uid(), run.get(), new Signal.ExecutorGone(executor.getAsInt(), facts));
        }
        return new Remembered(facts.uid(), "", null);
    }

    private void missed(Remembered last) {
        Signal end = last.end();
        if (end != null) {
            tell(last.run(), end);
        }
    }

    /** Only says; a run takes its news in a turn of its own. */
    private void tell(String runName, Signal signal) {
        runs.getOrDefault(runName, List.of()).forEach(run -> run.accept(signal));
    }

    private void refuse(String kind, ClusterException problem) {
        Signal signal =
                new Signal.WatchRefused("The credentials do not allow to watch " + kind + ": " + problem.getMessage());
        tellAll(signal);
    }

    private void tellAll(Signal signal) {
        runs.values().forEach(holders -> holders.forEach(run -> run.accept(signal)));
    }

    private final class PodListener implements WatchLoop.Listener<Pod> {
        @Override
        public Remembered seen(Pod pod) {
            viewers.seen(pod);
            return NamespaceWatch.this.seen(pod);
        }

        @Override
        public void gone(Pod last) {
            viewers.gone(last);
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
        public void missed(Remembered last) {
            viewers.missed(last);
            NamespaceWatch.this.missed(last);
        }

        @Override
        public void refused(ClusterException problem) {
            refuse("pods", problem);
        }

        @Override
        public void renewed() {
            tellAll(new Signal.WatchRenewed());
        }
    }

    private final class RecordListener implements WatchLoop.Listener<PartialObjectMetadata> {
        @Override
        public Remembered seen(PartialObjectMetadata record) {
            ObjectMeta metadata = record.getMetadata();
            RecordAnnotations annotations = RecordAnnotations.of(metadata);
            if (annotations.runId().isPresent()) {
                Signal signal;
                try {
                    signal = new Signal.RecordSeen(annotations.facts());
                } catch (IllegalArgumentException e) {
                    signal = new Signal.RecordSpoiled(metadata.getUid(), String.valueOf(e.getMessage()));
                }
                tell(metadata.getName(), signal);
            }
            return new Remembered(metadata.getUid(), metadata.getName(), new Signal.RecordGone(metadata.getUid()));
        }

        @Override
        public void gone(PartialObjectMetadata last) {
            // What was decided last may stand in it.
            NamespaceWatch.this.missed(seen(last));
        }

        @Override
        public void missed(Remembered last) {
            NamespaceWatch.this.missed(last);
        }

        @Override
        public void refused(ClusterException problem) {
            refuse("configmaps", problem);
        }

        @Override
        public void renewed() {
            // Every decision reads the record itself.
        }
    }
}
