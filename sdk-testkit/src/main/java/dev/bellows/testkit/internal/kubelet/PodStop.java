package dev.bellows.testkit.internal.kubelet;

import dev.bellows.testkit.internal.lane.Lane;
import io.fabric8.kubernetes.api.model.Container;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Stops one process: the hook before the stop, SIGTERM, and at the end of the grace period SIGKILL. A hook that takes the whole
 * grace period is followed by SIGTERM and a little more time; the decommission script is taken for one that does. Used on the kubelet's lane only.
 */
final class PodStop {
    private final Lane lane;
    private final ContainerProcess process;
    private final Duration afterHook;
    private final Consumer<String> hookProblem;
    private long grace = Long.MAX_VALUE;
    private boolean terminated;
    private Future<?> next = CompletableFuture.completedFuture(null);

    /** Nothing is sent before {@link #within}. */
    PodStop(Lane lane, ContainerProcess process, Duration afterHook, Consumer<String> hookProblem) {
        this.lane = lane;
        this.process = process;
        this.afterHook = afterHook;
        this.hookProblem = hookProblem;
    }

    /** Begins to stop the process, or hastens a stop that has begun with a longer grace period. */
    void within(long seconds, Container container) {
        if (seconds >= grace) {
            return;
        }
        boolean first = grace == Long.MAX_VALUE;
        grace = seconds;
        next.cancel(false);
        Duration time = Duration.ofSeconds(seconds);
        if (first && startHook(PreStop.commandOf(container))) {
            next = lane.after(time, this::afterHook);
            return;
        }
        if (first) {
            terminate();
        }
        next = terminated ? lane.after(time, process::kill) : lane.after(time, this::afterHook);
    }

    /** The process has ended. */
    void done() {
        next.cancel(false);
        process.endHook();
    }

    /** The grace period is over. */
    private void afterHook() {
        if (terminated) {
            process.kill();
        } else {
            terminate();
            next = lane.after(afterHook, process::kill);
        }
    }

    private void terminate() {
        terminated = true;
        process.terminate();
    }

    private void hookEnded(int code) {
        if (code != 0) {
            hookProblem.accept("PreStopHook failed: exit code " + code);
        }
        if (!terminated) {
            terminate();
        }
    }

    /** Runs a command as it is; of Spark's decommission script, which is not on this machine, only the signal that it sends. */
    private boolean startHook(List<String> hook) {
        if (hook.isEmpty()) {
            return false;
        }
        try {
            if (PreStop.isDecommission(hook)) {
                process.decommission();
            } else {
                process.run(hook).thenAccept(code -> lane.execute(() -> hookEnded(code)));
            }
            return true;
        } catch (IOException e) {
            hookProblem.accept(String.valueOf(e.getMessage()));
            return false;
        }
    }
}
