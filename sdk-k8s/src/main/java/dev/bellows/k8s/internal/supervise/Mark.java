package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptPhase;
import java.util.Set;

/** What happened to an attempt, as the transition table knows it. */
enum Mark {
    /** The cluster accepted the driver pod. */
    ACCEPTED,
    /** The cluster refused the job, or refuses to be asked for its driver. */
    REFUSED,
    /** The driver pod has no node. */
    UNSCHEDULED,
    /** The driver pod has a node; its container does not run yet. */
    PREPARING,
    /** The driver's Spark container runs. */
    RUNNING,
    /** The driver's Spark container ended with exit code 0. */
    EXITED_ZERO,
    /** The driver pod ended otherwise. */
    EXITED,
    /** The driver's Spark container cannot start without somebody's help. */
    STUCK,
    /** The driver pod is gone. */
    GONE,
    /** Nobody created the driver pod while it might be. */
    NEVER_MADE,
    /** The driver did not run within the start timeout. */
    START_TIMED_OUT,
    /** The driver runs on without the executors that its job wants. */
    STALLED,
    /** The run's deadline has passed. */
    OVERDUE;

    /** Waiting reasons that no waiting mends. A pull that failed is none: the kubelet tries again, see {@link ImagePull}. */
    private static final Set<String> HOPELESS = Set.of("InvalidImageName", "ErrImageNeverPull");

    /** Those that waiting mends only if the node itself was slow. */
    private static final Set<String> FAILED =
            Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError");

    /** Whether an attempt has left this mark behind: what says so is old news. */
    boolean isBehind(AttemptPhase phase) {
        return switch (this) {
            case UNSCHEDULED -> phase == AttemptPhase.STARTING || phase == AttemptPhase.RUNNING;
            case PREPARING, STUCK -> phase == AttemptPhase.RUNNING;
            default -> false;
        };
    }

    /** Where a driver pod stands, judged by its Spark container: a side container may run on or fail on its own. */
    static Mark of(PodFacts driver) {
        ContainerFacts container = driver.container();
        if (container.exitCode().isPresent()) {
            return container.exitCode().getAsInt() == 0 ? EXITED_ZERO : EXITED;
        }
        if (driver.hasEnded()) {
            return EXITED;
        }
        if (container.running()) {
            return RUNNING;
        }
        if (isHopeless(container)) {
            return STUCK;
        }
        return driver.node().isEmpty() ? UNSCHEDULED : PREPARING;
    }

    private static boolean isHopeless(ContainerFacts container) {
        return HOPELESS.contains(container.waiting())
                || (FAILED.contains(container.waiting()) && !ImagePull.isPassing(container.waitingMessage()));
    }
}
