package dev.bellows.testkit.internal.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.testkit.internal.virtual.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The life of one pod on the scripted nodes, from its creation until its object is gone. */
public final class PodLife {
    private static final Duration STOPPING = Duration.ofSeconds(1);
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LAST_RETRY = Duration.ofMinutes(2);
    private static final int TERMINATED = 143;
    private static final int NO_PROPERTIES = 1;

    private final ScriptedKubelet kubelet;
    private final VirtualTime time;
    private final ObjectNode pod;
    private final PodScript script;
    private final PodReports reports;
    private final PodWriter writer;
    private final PodOutput output = new PodOutput();
    private final PodEnd end;
    private Stage stage = Stage.UNBOUND;
    private boolean stopping;
    private boolean pastDeadline;
    private boolean deleted;
    private Instant startedAt = VirtualTime.START;
    private @Nullable Node node;

    PodLife(ScriptedKubelet kubelet, ObjectNode pod, PodScript script) {
        this.kubelet = kubelet;
        this.time = kubelet.time();
        this.pod = pod;
        this.script = script;
        this.reports = new PodReports(pod);
        this.writer = new PodWriter(kubelet.store(), namespace(), name(), uid());
        this.end = new PodEnd(kubelet, this);
    }

    private enum Stage {
        UNBOUND,
        PREPARING,
        RUNNING,
        ENDED,
        GONE
    }

    /** The pod as it was created. */
    public ObjectNode pod() {
        return pod;
    }

    /** The pod's namespace. */
    public String namespace() {
        return pod.path("metadata").path("namespace").asText();
    }

    /** The pod's name. */
    public String name() {
        return pod.path("metadata").path("name").asText();
    }

    /** The pod's UID. */
    public String uid() {
        return pod.path("metadata").path("uid").asText();
    }

    /** A label that the pod was created with; empty if it has none. */
    public String label(String key) {
        return pod.path("metadata").path("labels").path(key).asText("");
    }

    /** The UID of the pod's controller; empty if it has none. */
    public String owner() {
        for (JsonNode owner : pod.path("metadata").path("ownerReferences")) {
            if (owner.path("controller").asBoolean()) {
                return owner.path("uid").asText();
            }
        }
        return "";
    }

    /** Whether its process runs, whatever its object says. */
    public boolean isRunning() {
        return stage == Stage.RUNNING;
    }

    PodOutput output() {
        return output;
    }

    PodWriter writer() {
        return writer;
    }

    @Nullable
    Node node() {
        return node;
    }

    boolean isOn(Node other) {
        return other.equals(node);
    }

    void begin() {
        if (script.scheduledAfter().isPresent()) {
            later(Stage.UNBOUND, script.scheduledAfter().get(), this::bind);
        } else {
            writer.report(reports.unschedulable(now(), script.noNode()));
        }
    }

    /** Somebody wants the pod gone. */
    void terminate() {
        if (deleted || stage == Stage.GONE || (node != null && node.isLost())) {
            return;
        }
        deleted = true;
        if (stopping) {
            return;
        }
        stopping = true;
        if (stage == Stage.RUNNING) {
            kubelet.spark().stopping(this);
            whileRunning(STOPPING, () -> end(TERMINATED, "Error"));
        } else {
            time.after(FIRST_RETRY, writer::remove);
        }
    }

    /** The pod's object is gone, and with it the process. */
    void removed() {
        boolean ran = stage == Stage.RUNNING;
        stage = Stage.GONE;
        output.end();
        if (ran) {
            kubelet.ended(this);
        }
    }

    /** The pod's node has died. */
    void lostWithNode() {
        if (stage == Stage.RUNNING) {
            stage = Stage.ENDED;
            output.end();
            kubelet.ended(this);
        } else if (stage == Stage.PREPARING) {
            stage = Stage.ENDED;
        }
    }

    /** The container ends with a code. */
    void end(int code, String reason) {
        if (stage == Stage.RUNNING) {
            ObjectNode report = ended(code, reason, message(code), script.sidecar());
            close(pastDeadline ? pastDeadline(report) : report);
        }
    }

    private void bind() {
        Node chosen = kubelet.choose();
        if (stopping || !writer.bind(chosen.name())) {
            return;
        }
        node = chosen;
        stage = Stage.PREPARING;
        writer.report(reports.waiting(now(), "ContainerCreating", null));
        JsonNode deadline = pod.path("spec").path("activeDeadlineSeconds");
        if (deadline.isNumber()) {
            time.after(Duration.ofSeconds(deadline.asLong()), this::passDeadline);
        }
        later(Stage.PREPARING, script.startsAfter(), () -> start(FIRST_RETRY));
    }

    private void start(Duration retry) {
        if (stopping) {
            return;
        }
        Optional<String> missing = new MissingMount(kubelet.store(), namespace()).of(pod);
        if (missing.isPresent()) {
            writer.event("FailedMount", missing.get(), now());
            Duration next = retry.multipliedBy(2);
            later(Stage.PREPARING, retry, () -> start(next.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : next));
        } else if (script.stuck().isPresent()) {
            PodScript.Stuck stuck = script.stuck().get();
            writer.report(reports.waiting(now(), stuck.reason(), stuck.message()));
        } else {
            run();
        }
    }

    private void run() {
        stage = Stage.RUNNING;
        startedAt = now();
        output.start(script.prints());
        boolean endsAtOnce = kubelet.spark().endsAtOnce(this);
        if (!endsAtOnce) {
            kubelet.started(this);
        }
        // Who hears of it may end it at once.
        writer.report(reports.running(now(), kubelet.nextIp()));
        if (endsAtOnce) {
            end(NO_PROPERTIES, "Error");
            return;
        }
        script.runsFor().ifPresent(duration -> whileRunning(duration, () -> meet(script.ending())));
    }

    /** Its end comes, unless one has come already. */
    void meet(Ending ending) {
        if (stopping || stage != Stage.RUNNING || (node != null && node.isLost())) {
            return;
        }
        end.meet(ending);
    }

    /** Says on the pod why it will go. */
    void disrupt(String reason, String message) {
        writer.report(PodReports.disrupted(PodReports.patch(), now(), reason, message));
    }

    private void passDeadline() {
        if (stage == Stage.RUNNING && !stopping) {
            pastDeadline = true;
            stopping = true;
            whileRunning(STOPPING, () -> end(TERMINATED, "Error"));
        } else if (stage == Stage.PREPARING) {
            stage = Stage.ENDED;
            writer.report(pastDeadline(PodReports.patch()));
        }
    }

    private static ObjectNode pastDeadline(ObjectNode report) {
        return PodReports.failed(
                report, "DeadlineExceeded", "Pod was active on the node longer than the specified deadline");
    }

    /** What is to be reported of a container that ends now. */
    ObjectNode ended(int code, String reason, @Nullable String message, boolean sidecar) {
        return reports.ended(startedAt, now(), code, reason, message, sidecar);
    }

    /** The pod's containers have ended, and this is reported. */
    void close(ObjectNode report) {
        stage = Stage.ENDED;
        output.end();
        writer.report(report);
        kubelet.ended(this);
        if (deleted) {
            writer.remove();
        }
    }

    private @Nullable String message(int code) {
        return code == 0 || script.prints().isEmpty() ? null : String.join("\n", script.prints());
    }

    /** Does something later, if the container runs by then. */
    void whileRunning(Duration delay, Runnable next) {
        later(Stage.RUNNING, delay, next);
    }

    private void later(Stage expected, Duration delay, Runnable next) {
        time.after(delay, () -> {
            if (stage == expected && (node == null || !node.isLost())) {
                next.run();
            }
        });
    }

    Instant now() {
        return time.instant();
    }
}
