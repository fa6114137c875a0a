package dev.bellows.k8s.internal.cleanup;

import dev.bellows.run.Retention;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;

/**
 * What goes at once when a run has ended. Executors and the Service always go. Pure.
 *
 * @param driver whether the driver pod goes
 * @param verified whether the end is only told when no pod is left
 */
record CleanupPlan(boolean driver, boolean verified) {
    static CleanupPlan of(RunResult result, Retention retention, boolean driverEnded) {
        // A failed driver stays for its log; one that has not ended could still begin and must go.
        boolean stays = result.status() == RunStatus.FAILED
                && driverEnded
                && !retention.failedDriver().isZero();
        return new CleanupPlan(!stays, result.status() == RunStatus.CANCELLED);
    }
}
