package dev.bellows.run;

import java.util.List;

/**
 * How an attempt ended that another one was to follow.
 *
 * @param number the attempt, from 1
 * @param failure why it failed
 * @param timings how long its phases took
 * @param changes what the job of the next attempt has otherwise
 */
public record AttemptResult(int number, Failure failure, Timings timings, List<Change> changes) {
    /** Copies the list. */
    public AttemptResult {
        changes = List.copyOf(changes);
    }
}
