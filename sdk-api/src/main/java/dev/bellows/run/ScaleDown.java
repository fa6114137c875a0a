package dev.bellows.run;

import java.time.Duration;
import java.util.Optional;

/**
 * When executors are let go without being asked for one by one, {@link SparkRun#tend}. Whatever it says, the rules of {@link Release} hold.
 * Immutable; each method returns a changed policy.
 *
 * @param idle how long an executor must have been seen without tasks; empty to let none go
 * @param keepAtLeast how many must stay, whatever Spark's own minimum; default 1
 * @param stuckAfter how long an executor may be kept by nothing but shuffle data that nothing needs until it counts as stuck; empty for ever
 * @param releasesStuck whether stuck executors are let go, too, and not only told of
 */
public record ScaleDown(
        Optional<Duration> idle, int keepAtLeast, Optional<Duration> stuckAfter, boolean releasesStuck) {
    /** Less than this is less than what is between two looks. */
    private static final Duration LEAST = Duration.ofSeconds(10);

    /** Checks the times and the number. */
    public ScaleDown {
        check("idle", idle);
        check("stuckAfter", stuckAfter);
        if (keepAtLeast < 0) {
            throw new IllegalArgumentException("keepAtLeast: " + keepAtLeast + " (expected: >= 0)");
        }
        if (releasesStuck && stuckAfter.isEmpty()) {
            throw new IllegalArgumentException("releaseStuck: no time (expected: stuckAfter(...) before it)");
        }
    }

    /** No executor is let go; their pods are marked for autoscalers all the same. */
    public static ScaleDown none() {
        return new ScaleDown(Optional.empty(), 1, Optional.empty(), false);
    }

    /** Executors that were seen without tasks for so long, at least ten seconds, and hold nothing. */
    public static ScaleDown idle(Duration time) {
        return new ScaleDown(Optional.of(time), 1, Optional.empty(), false);
    }

    /** So many executors must stay. */
    public ScaleDown keepAtLeast(int number) {
        return new ScaleDown(idle, number, stuckAfter, releasesStuck);
    }

    /** Executors that are kept for so long by shuffle data alone which nothing needs are told of as {@link Scaling.Outcome#STUCK}. */
    public ScaleDown stuckAfter(Duration time) {
        return new ScaleDown(idle, keepAtLeast, Optional.of(time), releasesStuck);
    }

    /** Stuck executors are let go; a later job that uses their data after all computes it again. */
    public ScaleDown releaseStuck() {
        return new ScaleDown(idle, keepAtLeast, stuckAfter, true);
    }

    private static void check(String name, Optional<Duration> time) {
        time.filter(value -> value.compareTo(LEAST) < 0).ifPresent(value -> {
            throw new IllegalArgumentException(name + ": " + value + " (expected: >= " + LEAST + ")");
        });
    }
}
