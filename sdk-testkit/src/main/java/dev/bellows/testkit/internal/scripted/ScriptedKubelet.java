package dev.bellows.testkit.internal.scripted;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.DeleteOptions;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.Selectors;
import dev.bellows.testkit.internal.store.Subscription;
import dev.bellows.testkit.internal.store.WatchEvent;
import dev.bellows.testkit.internal.virtual.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All nodes of a simulated cluster: gives every new pod a place and takes it through its script. */
public final class ScriptedKubelet implements PodOutputs, AutoCloseable {
    private static final Duration UNREACHABLE = Duration.ofSeconds(40);
    private static final Duration TOLERATED = Duration.ofMinutes(5);
    private static final Duration WRITTEN_OFF = Duration.ofMinutes(10);
    private static final int NODES = 3;

    private final ClusterStore store;
    private final VirtualTime time;
    private final PodScripts scripts;
    private final PodLives lives;
    private final SplittableRandom random;
    private final ScriptedSpark spark;
    private final Subscription watch;
    private final Map<String, PodLife> byUid = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private int ips;
    private int nodesMade;

    /**
     * Nodes that take pods from now on.
     *
     * @param scripts the script of each pod
     * @param lives hears when processes start and end
     * @param seed where the choice of nodes and the delays of Spark start
     */
    public ScriptedKubelet(ClusterStore store, VirtualTime time, PodScripts scripts, PodLives lives, long seed) {
        this.store = store;
        this.time = time;
        this.scripts = scripts;
        this.lives = lives;
        this.random = new SplittableRandom(seed);
        this.spark = new ScriptedSpark(this);
        for (int i = 0; i < NODES; i++) {
            addNode();
        }
        this.watch = store.watch(ResourceType.PODS, null, Selectors.ALL, null, this::event);
    }

    @Override
    public Optional<PodOutput> find(String namespace, String pod) {
        return byUid.values().stream()
                .filter(life -> life.name().equals(pod) && life.namespace().equals(namespace))
                .findFirst()
                .map(PodLife::output);
    }

    /** Something happens to pods that run, whatever their script says. */
    public void strike(Predicate<PodLife> meant, Ending end) {
        List.copyOf(byUid.values()).stream().filter(meant).forEach(life -> life.meet(end));
    }

    /** No pod is taken any further. */
    @Override
    public void close() {
        watch.close();
    }

    ClusterStore store() {
        return store;
    }

    VirtualTime time() {
        return time;
    }

    SplittableRandom random() {
        return random;
    }

    ScriptedSpark spark() {
        return spark;
    }

    Node choose() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    String nextIp() {
        ips++;
        return "10." + (ips >> 16) + "." + (ips >> 8 & 0xFF) + "." + (ips & 0xFF);
    }

    void started(PodLife life) {
        lives.started(life);
        spark.started(life);
    }

    void ended(PodLife life) {
        lives.ended(life);
        spark.ended(life);
    }

    /** The node dies; what Kubernetes makes of it takes minutes. */
    void lose(@Nullable Node lost) {
        if (lost == null || lost.isLost()) {
            return;
        }
        nodes.remove(lost);
        lost.lose();
        addNode();
        lifesOn(lost).forEach(PodLife::lostWithNode);
        time.after(
                UNREACHABLE,
                () -> lifesOn(lost).forEach(life -> life.writer().report(PodReports.unreachable(time.instant()))));
        time.after(
                UNREACHABLE.plus(TOLERATED),
                () -> lifesOn(lost).forEach(life -> {
                    life.disrupt("DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint");
                    life.writer().delete();
                }));
        time.after(UNREACHABLE.plus(TOLERATED).plus(WRITTEN_OFF), () -> writeOff(lost));
    }

    private void writeOff(Node lost) {
        store.delete(ResourceType.NODES, null, lost.name(), DeleteOptions.DEFAULT);
        lifesOn(lost).forEach(life -> {
            life.writer()
                    .report(PodReports.failed(
                            PodReports.disrupted(
                                    PodReports.patch(),
                                    time.instant(),
                                    "DeletionByPodGC",
                                    "PodGC: node no longer exists"),
                            "",
                            ""));
            life.writer().remove();
        });
    }

    private List<PodLife> lifesOn(Node node) {
        return byUid.values().stream().filter(life -> life.isOn(node)).toList();
    }

    private void addNode() {
        Node node = new Node("node-" + ++nodesMade);
        nodes.add(node);
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.putObject("metadata").put("name", node.name());
        store.create(ResourceType.NODES, null, object);
    }

    private void event(WatchEvent event) {
        ObjectNode pod = event.object();
        String uid = pod.path("metadata").path("uid").asText();
        PodLife life = byUid.get(uid);
        if (event.type() == WatchEvent.Type.ADDED && life == null) {
            life = new PodLife(this, pod, scripts.of(pod));
            byUid.put(uid, life);
            life.begin();
        } else if (life != null && event.type() == WatchEvent.Type.DELETED) {
            byUid.remove(uid);
            life.removed();
            spark.gone(life);
        } else if (life != null && pod.path("metadata").hasNonNull("deletionTimestamp")) {
            life.terminate();
        }
    }
}
