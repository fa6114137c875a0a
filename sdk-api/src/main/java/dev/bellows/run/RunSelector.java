package dev.bellows.run;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which runs are meant. Immutable; each method narrows the selection.
 *
 * @param namespace the namespace; empty for the connection's
 * @param job the name of their job; empty for any
 * @param statuses where they stand
 */
public record RunSelector(Optional<String> namespace, Optional<String> job, Set<RunStatus> statuses) {
    /** Copies the set. */
    public RunSelector {
        statuses = Set.copyOf(statuses);
    }

    /** All runs of the client in the connection's namespace. */
    public static RunSelector all() {
        return new RunSelector(Optional.empty(), Optional.empty(), EnumSet.allOf(RunStatus.class));
    }

    /** Those in another namespace. */
    public RunSelector namespace(String name) {
        return new RunSelector(Optional.of(name), job, statuses);
    }

    /** Those of one job. */
    public RunSelector job(String name) {
        return new RunSelector(namespace, Optional.of(name), statuses);
    }

    /** Those that stand so. */
    public RunSelector status(RunStatus first, RunStatus... more) {
        return new RunSelector(namespace, job, EnumSet.of(first, more));
    }

    /** Those that have not ended. */
    public RunSelector open() {
        return status(RunStatus.QUEUED, RunStatus.ACTIVE, RunStatus.BACKING_OFF);
    }

    /** Whether a run is one of them, wherever it is. */
    public boolean matches(RunSummary run) {
        return job.map(run.id().jobName()::equals).orElse(true) && statuses.contains(run.status());
    }
}
