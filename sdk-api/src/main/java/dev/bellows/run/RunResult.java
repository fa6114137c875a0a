package dev.bellows.run;

import java.util.List;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param id the run
 * @param status one of the final ones
 * @param attempts how many attempts there were
 * @param failure why, unless it succeeded or was cancelled
 * @param timings how long the last attempt's phases took
 * @param earlier how the attempts ended that another one was to follow, oldest first
 */
public record RunResult(
        RunId id,
        RunStatus status,
        int attempts,
        Optional<Failure> failure,
        Timings timings,
        List<AttemptResult> earlier) {
    /** Copies the list. */
    public RunResult {
        earlier = List.copyOf(earlier);
    }

    /** Whether the run succeeded. */
    public boolean succeeded() {
        return status == RunStatus.SUCCEEDED;
    }

    /** How the run went, in lines that a person reads: its end, what to do, and every attempt with what was changed after it. */
    public String report() {
        return Report.of(this);
    }

    /**
     * This result if the run succeeded.
     *
     * @throws RunFailed otherwise; its message says why and what to do
     */
    public RunResult orThrow() {
        if (!succeeded()) {
            throw new RunFailed(this);
        }
        return this;
    }
}
