package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptResult;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a run's record says: all that was decided, by whichever process. It only ever grows.
 *
 * @param uid the record's UID
 * @param version the version it was read at, for the next decision's precondition
 * @param created when the run was submitted, in the API server's time
 * @param options how the run is run: those of its first submission
 * @param attempt the attempt under way or the last one
 * @param notBefore when that attempt may begin, in the API server's time
 * @param driverUid the driver that was seen in it
 * @param cancelled whether the run was cancelled
 * @param deleting whether the record is being deleted
 * @param ended how attempts ended that another one was to follow
 * @param outcome how the run ended
 * @param sizes how large the attempt's pods are; empty where an older version wrote the record
 */
public record RecordFacts(
        String uid,
        String version,
        Instant created,
        RunOptions options,
        int attempt,
        Instant notBefore,
        Optional<String> driverUid,
        boolean cancelled,
        boolean deleting,
        List<AttemptResult> ended,
        Optional<RunResult> outcome,
        Optional<JobSizes> sizes) {
    /** Copies the list. */
    public RecordFacts {
        ended = List.copyOf(ended);
    }

    /** Whether an attempt's end stands here. */
    public boolean hasEnded(int number) {
        return ended.stream().anyMatch(result -> result.number() == number);
    }

    /** Whether anybody has begun the run that stands here, or ended it. */
    public boolean isBegun() {
        return attempt > 1 || driverUid.isPresent() || !ended.isEmpty() || outcome.isPresent() || isCalledOff();
    }

    /** Whether somebody has gone on with the run that stands here, by another driver than this one. */
    public boolean isGoneOnWith(Optional<String> driver) {
        return attempt > 1
                || !ended.isEmpty()
                || driverUid.filter(uid -> !driver.equals(Optional.of(uid))).isPresent();
    }

    private int lastEnded() {
        return ended.stream().mapToInt(AttemptResult::number).max().orElse(0);
    }

    /** Whether the run is to end without another attempt. */
    public boolean isCalledOff() {
        return cancelled || deleting;
    }

    /** Whether nothing stands here that others do not say: news that come late. */
    boolean isCoveredBy(RecordFacts known) {
        return attempt < known.attempt
                || (attempt == known.attempt
                        && (driverUid.isEmpty() || driverUid.equals(known.driverUid))
                        && (!cancelled || known.cancelled)
                        && (!deleting || known.deleting)
                        && lastEnded() <= known.lastEnded()
                        && (outcome.isEmpty() || known.outcome.isPresent()));
    }
}
