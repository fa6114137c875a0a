package dev.bellows.testkit.internal.scripted;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The life of one pod, as it will be if nobody interferes.
 *
 * @param scheduledAfter how long it waits for a node; empty if it never gets one
 * @param startsAfter how long the node prepares it
 * @param stuck what keeps the node from starting it; empty if nothing does
 * @param runsFor how long its Spark container runs; empty if it does not end by itself
 * @param ending how it ends then
 * @param prints what its Spark container prints
 * @param noNode what the scheduler says while it has no node for it
 * @param sidecar whether another container of the pod runs on after it
 */
public record PodScript(
        Optional<Duration> scheduledAfter,
        Duration startsAfter,
        Optional<Stuck> stuck,
        Optional<Duration> runsFor,
        Ending ending,
        List<String> prints,
        String noNode,
        boolean sidecar) {
    private static final String NO_ROOM = "0/3 nodes are available: 3 Insufficient memory. no new claims to deallocate,"
            + " preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.";
    private static final String NO_NODE = "0/3 nodes are available: 3 Insufficient memory. no new claims to deallocate,"
            + " preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.";

    /** A driver that starts in two seconds, runs for a minute and succeeds. */
    public static final PodScript DRIVER = new PodScript(
            Optional.of(Duration.ofMillis(500)),
            Duration.ofMillis(1_500),
            Optional.empty(),
            Optional.of(Duration.ofMinutes(1)),
            Ending.exits(0),
            List.of(),
            NO_ROOM,
            false);

    /** An executor that starts in a second and runs until it is deleted or its driver is gone. */
    public static final PodScript EXECUTOR = new PodScript(
            Optional.of(Duration.ofMillis(300)),
            Duration.ofMillis(700),
            Optional.empty(),
            Optional.empty(),
            Ending.exits(0),
            List.of(),
            NO_ROOM,
            false);

    /** The same with another wait for a node. */
    public PodScript scheduledAfter(Optional<Duration> wait) {
        return new PodScript(wait, startsAfter, stuck, runsFor, ending, prints, noNode, sidecar);
    }

    /** The same with another preparation. */
    public PodScript startsAfter(Duration preparation) {
        return new PodScript(scheduledAfter, preparation, stuck, runsFor, ending, prints, noNode, sidecar);
    }

    /** The same, never started. */
    public PodScript stuck(String reason, String message) {
        return new PodScript(
                scheduledAfter,
                startsAfter,
                Optional.of(new Stuck(reason, message)),
                runsFor,
                ending,
                prints,
                noNode,
                sidecar);
    }

    /** The same with another end. */
    public PodScript runs(Optional<Duration> time, Ending end) {
        return new PodScript(scheduledAfter, startsAfter, stuck, time, end, prints, noNode, sidecar);
    }

    /** The same with other output. */
    public PodScript prints(List<String> lines) {
        return new PodScript(scheduledAfter, startsAfter, stuck, runsFor, ending, List.copyOf(lines), noNode, sidecar);
    }

    /** The same, too large for every node there is. */
    public PodScript tooLarge() {
        return new PodScript(Optional.empty(), startsAfter, stuck, runsFor, ending, prints, NO_NODE, sidecar);
    }

    /** The same with another container that runs on after Spark's. */
    public PodScript besideSidecar() {
        return new PodScript(scheduledAfter, startsAfter, stuck, runsFor, ending, prints, noNode, true);
    }

    /**
     * Why a node does not start a container.
     *
     * @param reason the container's waiting reason, such as {@code ImagePullBackOff}
     * @param message what the node says
     */
    public record Stuck(String reason, String message) {}
}
