package dev.bellows.testkit.internal.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of one pod on this node. Used on the kubelet's lane only. */
final class PodRun {
    private static final Logger logger = LoggerFactory.getLogger(PodRun.class);
    private static final long DEFAULT_GRACE_SECONDS = 30;
    private static final Duration AFTER_HOOK = Duration.ofSeconds(2);
    private static final Future<?> NOTHING = CompletableFuture.completedFuture(null);

    private enum Stage {
        NEW,
        WAITING,
        RUNNING,
        STOPPING,
        ENDED
    }

    private final KubeletNode node;
    private final PodDirectory directory;
    private Pod pod;
    private Stage stage = Stage.NEW;
    private String ip = "";
    private String lastReport = "";
    private @Nullable ContainerProcess process;
    private Instant startedAt = Instant.EPOCH;
    private boolean outOfMemory;
    private boolean pastDeadline;
    private boolean gone;
    private long grace = Long.MAX_VALUE;
    private Future<?> deadline = NOTHING;
    private Future<?> nextSignal = NOTHING;

    PodRun(KubeletNode node, Pod pod) {
        this.node = node;
        this.pod = pod;
        this.directory = new PodDirectory(node.podsDirectory().resolve(pod.getMetadata().getUid()));
    }

    Pod pod() {
        return pod;
    }

    /** Whether nothing of the pod is left, neither its object nor its process. */
    boolean isOver() {
        return gone && stage == Stage.ENDED;
    }

    /** Takes the pod's present state. */
    void observe(Pod present) {
        pod = present;
        if (present.getMetadata().getDeletionTimestamp() != null) {
            Long seconds = present.getMetadata().getDeletionGracePeriodSeconds();
            delete(seconds == null ? DEFAULT_GRACE_SECONDS : seconds);
        } else if (stage == Stage.NEW) {
            accept();
        }
    }

    /** Takes the news that the pod's object was removed. */
    void removed() {
        gone = true;
        if (process != null && stage != Stage.ENDED) {
            process.kill();
        } else if (stage != Stage.ENDED) {
            release();
        }
        if (stage == Stage.ENDED) {
            node.logs().delete(pod);
        }
    }

    /** Tries again to start a container that waits for something in its namespace. */
    void retry() {
        if (stage == Stage.WAITING) {
            start();
        }
    }

    /** Kills a process that uses more memory than its container's limit allows. */
    void checkMemory() {
        if (process == null || stage == Stage.ENDED || outOfMemory) {
            return;
        }
        Quantity limit = container().getResources() == null
                ? null
                : container().getResources().getLimits().get("memory");
        if (limit != null && process.memoryInUse() > limit.getNumericalAmount().longValue()) {
            outOfMemory = true;
            process.kill();
        }
    }

    /** Kills the process for good, without any report; the future completes when it has ended. */
    CompletableFuture<?> abandon() {
        gone = true;
        if (process == null || stage == Stage.ENDED) {
            return CompletableFuture.completedFuture(null);
        }
        process.kill();
        return process.exit();
    }

    private void accept() {
        PodAdmission.refusalOf(pod.getSpec()).ifPresentOrElse(this::refuse, this::prepare);
    }

    private void refuse(String why) {
        stage = Stage.ENDED;
        report(PodStatuses.failed(PodStatuses.of(pod), "UnexpectedAdmissionError", why));
    }

    private void prepare() {
        ip = node.network().take();
        stage = Stage.WAITING;
        Instant now = node.clock().instant();
        report(PodStatuses.waiting(pod, ContainerLaunch.HOST_IP, now, "ContainerCreating", null));
        Long seconds = pod.getSpec().getActiveDeadlineSeconds();
        if (seconds != null) {
            deadline = node.lane().after(Duration.ofSeconds(seconds), this::exceedDeadline);
        }
        start();
    }

    private void start() {
        String namespace = pod.getMetadata().getNamespace();
        try {
            node.hosts().add(pod, ip);
            ContainerLaunch launch = new ContainerLaunch(
                    node.site(),
                    directory,
                    node.hosts().file(namespace),
                    ip,
                    node.tokens().apply(pod));
            process = launch.start(pod, node.api().content(namespace), node.logs().open(pod));
            running(process);
        } catch (NotReady e) {
            node.hosts().remove(pod);
            waitFor(e);
        } catch (NotRunnable | IOException e) {
            node.api().event(pod, "Warning", "Failed", "Error: " + e.getMessage());
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            end(ContainerEnd.notStarted(message, node.clock().instant()));
        }
    }

    private void running(ContainerProcess started) {
        stage = Stage.RUNNING;
        node.logs().started(pod);
        startedAt = node.clock().instant();
        started.exit().whenComplete((code, failure) -> node.lane().execute(() -> exited(code)));
        report(PodStatuses.running(pod, ip, startedAt));
        node.api().event(pod, "Normal", "Started", "Started container " + container().getName());
    }

    private void waitFor(NotReady problem) {
        String message = String.valueOf(problem.getMessage());
        if (message.equals(lastReport)) {
            return;
        }
        lastReport = message;
        node.api().event(pod, "Warning", problem.step().eventReason, message);
        boolean mounting = problem.step() == NotReady.Step.VOLUME;
        report(PodStatuses.waiting(
                pod,
                ContainerLaunch.HOST_IP,
                node.clock().instant(),
                problem.step().waitingReason,
                mounting ? null : message));
    }

    private void delete(long seconds) {
        if (stage == Stage.NEW || stage == Stage.WAITING) {
            release();
            node.api().remove(pod);
        } else if (stage == Stage.ENDED) {
            node.api().remove(pod);
        } else {
            stop(seconds);
        }
    }

    private void exceedDeadline() {
        if (stage == Stage.WAITING) {
            release();
            report(pastDeadline(PodStatuses.of(pod)));
        } else if (stage == Stage.RUNNING) {
            pastDeadline = true;
            Long seconds = pod.getSpec().getTerminationGracePeriodSeconds();
            stop(seconds == null ? DEFAULT_GRACE_SECONDS : seconds);
        }
    }

    /** Begins to stop the process, or hastens a stop that has begun. */
    private void stop(long seconds) {
        if (process == null || seconds >= grace) {
            return;
        }
        boolean first = stage == Stage.RUNNING;
        stage = Stage.STOPPING;
        grace = seconds;
        nextSignal.cancel(false);
        Duration time = Duration.ofSeconds(seconds);
        ContainerProcess stopping = process;
        if (first) {
            node.api().event(pod, "Normal", "Killing", "Stopping container " + container().getName());
            if (startHook(stopping)) {
                nextSignal = node.lane().after(time, () -> afterHook(stopping));
                return;
            }
            stopping.terminate();
        }
        nextSignal = node.lane().after(time, stopping::kill);
    }

    private void afterHook(ContainerProcess stopping) {
        stopping.terminate();
        nextSignal = node.lane().after(AFTER_HOOK, stopping::kill);
    }

    /** Runs the hook before a stop, where the container has one that this node knows: Spark's decommission script. */
    private boolean startHook(ContainerProcess stopping) {
        List<String> hook = PreStop.commandOf(container());
        if (hook.isEmpty()) {
            return false;
        }
        if (!PreStop.isDecommission(hook)) {
            node.api().event(pod, "Warning", "FailedPreStopHook", "This node cannot run " + hook);
            return false;
        }
        try {
            stopping.decommission();
            return true;
        } catch (IOException e) {
            node.api().event(pod, "Warning", "FailedPreStopHook", String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void exited(int code) {
        Instant now = node.clock().instant();
        end(ContainerEnd.ofExit(code, outOfMemory, message(code), startedAt, now));
        if (gone) {
            node.logs().delete(pod);
        } else if (pod.getMetadata().getDeletionTimestamp() != null) {
            node.api().remove(pod);
        }
    }

    private void end(ContainerEnd end) {
        release();
        PodStatus status = PodStatuses.ended(pod, end);
        report(pastDeadline ? pastDeadline(status) : status);
    }

    private static PodStatus pastDeadline(PodStatus status) {
        String why = "Pod was active on the node longer than the specified deadline";
        return PodStatuses.failed(status, "DeadlineExceeded", why);
    }

    private @Nullable String message(int code) {
        try {
            return TerminationMessage.of(container(), code, directory.terminationLog(), node.logs().open(pod));
        } catch (IOException e) {
            return null;
        }
    }

    /** Frees what the pod held. Its log and its object stay. */
    private void release() {
        stage = Stage.ENDED;
        node.logs().finished(pod);
        deadline.cancel(false);
        nextSignal.cancel(false);
        if (!ip.isEmpty()) {
            node.hosts().remove(pod);
            node.network().release(ip);
            ip = "";
        }
        try {
            directory.delete();
        } catch (UncheckedIOException e) {
            logger.warn("{}: not everything could be deleted", directory.root(), e);
        }
    }

    private void report(PodStatus status) {
        if (!gone) {
            node.api().report(pod, status).ifPresent(written -> pod = written);
        }
    }

    private Container container() {
        return pod.getSpec().getContainers().get(0);
    }
}
