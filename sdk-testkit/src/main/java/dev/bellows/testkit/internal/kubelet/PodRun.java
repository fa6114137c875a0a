package dev.bellows.testkit.internal.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of one pod on this node. Used on the kubelet's lane only. */
final class PodRun {
    private static final Logger log = LoggerFactory.getLogger(PodRun.class);
    private static final long DEFAULT_GRACE_SECONDS = 30;

    private enum Stage {
        NEW,
        WAITING,
        RUNNING,
        ENDED
    }

    private final KubeletNode node;
    private final PodDirectory directory;
    private Pod pod;
    private Stage stage = Stage.NEW;
    private String ip = "";
    private String waitsFor = "";
    private @Nullable RunningContainer running;
    private boolean stopping;
    private boolean pastDeadline;
    private boolean gone;
    private Future<?> deadline = CompletableFuture.completedFuture(null);

    PodRun(KubeletNode node, Pod pod) {
        this.node = node;
        this.pod = pod;
        this.directory =
                new PodDirectory(node.podsDirectory().resolve(pod.getMetadata().getUid()));
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
            delete(graceOr(present.getMetadata().getDeletionGracePeriodSeconds()));
        } else if (stage == Stage.NEW) {
            PodAdmission.refusalOf(present.getSpec()).ifPresentOrElse(this::refuse, this::accept);
        }
    }

    /** Takes the news that the pod's object was removed. */
    void removed() {
        gone = true;
        if (stage == Stage.RUNNING && running != null) {
            running.kill();
            return;
        }
        release();
        node.logs().delete(pod);
    }

    /** Tries again to start a container that waits for something in its namespace. */
    void retry() {
        if (stage == Stage.WAITING) {
            start();
        }
    }

    void checkMemory() {
        if (stage == Stage.RUNNING && running != null) {
            running.checkMemory();
        }
    }

    /** Kills the process for good, without any report; the future completes when it has ended. */
    CompletableFuture<?> abandon() {
        gone = true;
        if (stage != Stage.RUNNING || running == null) {
            return CompletableFuture.completedFuture(null);
        }
        running.kill();
        return running.end();
    }

    private void refuse(String why) {
        stage = Stage.ENDED;
        report(PodStatuses.failed(PodStatuses.of(pod), "UnexpectedAdmissionError", why));
    }

    private void accept() {
        stage = Stage.WAITING;
        ip = node.network().take();
        report(PodStatuses.waiting(pod, ContainerLaunch.HOST_IP, now(), "ContainerCreating", null));
        Long seconds = pod.getSpec().getActiveDeadlineSeconds();
        if (seconds != null) {
            deadline = node.lane().after(Duration.ofSeconds(seconds), this::exceedDeadline);
        }
        start();
    }

    private void start() {
        try {
            node.hosts().add(pod, ip);
            started(launch());
        } catch (NotReady e) {
            node.hosts().remove(pod);
            waitFor(e);
        } catch (NotRunnable | IOException | UncheckedIOException e) {
            String message = String.valueOf(e.getMessage());
            event("Warning", "Failed", "Error: " + message);
            end(ContainerEnd.notStarted(message, now()));
        }
    }

    private ContainerProcess launch() throws IOException {
        String namespace = pod.getMetadata().getNamespace();
        Path hosts = node.hosts().file(namespace);
        String token = node.tokens().apply(pod);
        return new ContainerLaunch(node.site(), directory, hosts, ip, token)
                .start(pod, node.api().content(namespace), node.logs().open(pod));
    }

    private void started(ContainerProcess process) {
        stage = Stage.RUNNING;
        running = new RunningContainer(
                node, container(), process, now(), problem -> event("Warning", "FailedPreStopHook", problem));
        running.onExit(code -> node.lane().execute(() -> exited(code)));
        node.logs().started(pod);
        report(PodStatuses.running(pod, ip, running.startedAt()));
        event("Normal", "Started", "Started container " + container().getName());
    }

    private void waitFor(NotReady problem) {
        String message = String.valueOf(problem.getMessage());
        if (message.equals(waitsFor)) {
            return;
        }
        waitsFor = message;
        NotReady.Step step = problem.step();
        event("Warning", step.eventReason, message);
        String shown = step == NotReady.Step.VOLUME ? null : message;
        report(PodStatuses.waiting(pod, ContainerLaunch.HOST_IP, now(), step.waitingReason, shown));
    }

    private void delete(long graceSeconds) {
        if (stage == Stage.RUNNING) {
            stop(graceSeconds);
        } else {
            release();
            node.api().remove(pod);
        }
    }

    private void exceedDeadline() {
        pastDeadline = true;
        if (stage == Stage.RUNNING) {
            stop(graceOr(pod.getSpec().getTerminationGracePeriodSeconds()));
        } else if (stage == Stage.WAITING) {
            release();
            report(pastDeadline(PodStatuses.of(pod)));
        }
    }

    private void stop(long graceSeconds) {
        if (!stopping) {
            stopping = true;
            event("Normal", "Killing", "Stopping container " + container().getName());
        }
        if (running != null) {
            running.stop(graceSeconds);
        }
    }

    private void exited(int code) {
        if (code == 0) {
            node.site().classData().take(directory.classList());
        }
        if (running != null) {
            end(running.ended(code, message(code), now()));
        }
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
            return TerminationMessage.of(
                    container(), code, directory.terminationLog(), node.logs().open(pod));
        } catch (IOException e) {
            log.warn("{}: its last words cannot be read", pod.getMetadata().getName(), e);
            return null;
        }
    }

    /** Frees what the pod held. Its output and its object stay. */
    private void release() {
        stage = Stage.ENDED;
        deadline.cancel(false);
        node.logs().finished(pod);
        if (ip.isEmpty()) {
            return;
        }
        node.hosts().remove(pod);
        node.network().release(ip);
        ip = "";
        try {
            directory.delete();
        } catch (UncheckedIOException e) {
            log.warn("{}: not everything could be deleted", directory.root(), e);
        }
    }

    private void report(PodStatus status) {
        if (!gone) {
            node.api().report(pod, status).ifPresent(written -> pod = written);
        }
    }

    private void event(String type, String reason, String message) {
        node.api().event(pod, type, reason, message);
    }

    private Container container() {
        return pod.getSpec().getContainers().get(0);
    }

    private Instant now() {
        return node.clock().instant();
    }

    private static long graceOr(@Nullable Long seconds) {
        return seconds == null ? DEFAULT_GRACE_SECONDS : seconds;
    }
}
