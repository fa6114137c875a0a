package dev.bellows.k8s.internal.observe;

import dev.bellows.compile.BellowsLabels;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private final Audience audience = new Audience();

    /** The runs that want to know what exists, and their drivers. */
    private final Map<String, String> asking = new LinkedHashMap<>();

    private final PodViewers viewers = new PodViewers();
    private final PodNews podNews = new PodNews(audience, viewers);
    private final WatchLoop<Pod> pods;
    private final WatchLoop<PartialObjectMetadata> records;

    private NamespaceWatch(ClusterPort cluster, TimeSource time, String namespace, String client) {
        this.cluster = cluster;
        this.time = time;
        this.namespace = namespace;
        this.selector =
                BellowsLabels.MANAGED_BY + "=" + BellowsLabels.MANAGER + "," + BellowsLabels.CLIENT + "=" + client;
        this.pods = new WatchLoop<>(cluster, time, ObjectKind.PODS, namespace, selector, podNews);
        this.records = new WatchLoop<>(
                cluster, time, ObjectKind.CONFIG_MAP_METADATA, namespace, selector, new RecordNews(audience));
    }

    /** Opens the watches of a namespace. */
    public static NamespaceWatch open(ClusterPort cluster, TimeSource time, String namespace, String client) {
        NamespaceWatch watch = new NamespaceWatch(cluster, time, namespace, client);
        watch.pods.begin();
        watch.records.begin();
        return watch;
    }

    /** Sends a run's news to a supervisor. */
    public void add(String runName, Consumer<Signal> run) {
        audience.add(runName, run);
    }

    /** Stops sending a run's news to a supervisor. */
    public void remove(String runName, Consumer<Signal> run) {
        audience.remove(runName, run);
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
        return audience.isEmpty();
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

    /** Opens the watches that wait to be opened, or have fallen silent. */
    public void openAgain() {
        pods.openAgain();
        records.openAgain();
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
        drivers.keySet().retainAll(audience.runs());
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
                this.pods.note(pod, podNews.found(pod));
                absent.remove(run, pod.getMetadata().getUid());
            }
        }
        absent.forEach((run, driverUid) -> audience.tell(run, new Signal.DriverAbsent(driverUid)));
    }
}
