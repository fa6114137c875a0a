package dev.bellows.run;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many runs a connection has on the cluster at once, and how fast it submits them. Others wait in the process, as
 * {@link RunStatus#QUEUED}, in lines with names ({@link RunOptions#queue}); a place that becomes free goes to the line that has least for
 * its share, and there to whoever came first. Runs of other processes count only while this one watches them. Immutable; each method returns changed rules.
 *
 * @param runs how many runs at most, from submission to end, backing off included; default without limit
 * @param submissionsPerSecond how many submissions a second at most; default without limit
 * @param shares what a line gets beside others that wait, 1 to 1000; default 1 each
 * @param quotaPatience how long a run waits until the quotas of its namespace have room for it; default: it does not wait
 */
public record Admission(
        OptionalInt runs,
        OptionalDouble submissionsPerSecond,
        SortedMap<String, Integer> shares,
        Optional<Duration> quotaPatience) {
    private static final int MOST_SHARE = 1000;

    /** Checks the ranges. */
    public Admission {
        runs.ifPresent(most -> {
            if (most < 1) {
                throw new IllegalArgumentException("runs: " + most + " (expected: >= 1)");
            }
        });
        submissionsPerSecond.ifPresent(rate -> {
            if (!(rate > 0) || Double.isInfinite(rate)) {
                throw new IllegalArgumentException("submissionsPerSecond: " + rate + " (expected: > 0)");
            }
        });
        quotaPatience.ifPresent(patience -> {
            if (patience.isZero() || patience.isNegative()) {
                throw new IllegalArgumentException("quotaPatience: " + patience + " (expected: > 0)");
            }
        });
        shares = new TreeMap<>(shares);
        shares.forEach((queue, share) -> {
            if (share < 1 || share > MOST_SHARE) {
                throw new IllegalArgumentException(
                        "share of " + queue + ": " + share + " (expected: 1 to " + MOST_SHARE + ")");
            }
        });
    }

    /** Nobody waits. */
    public static Admission open() {
        return new Admission(OptionalInt.empty(), OptionalDouble.empty(), new TreeMap<>(), Optional.empty());
    }

    /** These rules with a limit for runs at once. */
    public Admission runs(int most) {
        return new Admission(OptionalInt.of(most), submissionsPerSecond, shares, quotaPatience);
    }

    /** These rules with a limit for submissions a second. */
    public Admission submissionsPerSecond(double most) {
        return new Admission(runs, OptionalDouble.of(most), shares, quotaPatience);
    }

    /** These rules with the share of a line. */
    public Admission share(String queue, int share) {
        SortedMap<String, Integer> changed = new TreeMap<>(shares);
        changed.put(queue, share);
        return new Admission(runs, submissionsPerSecond, changed, quotaPatience);
    }

    /**
     * These rules, under which a run also waits until the quotas of its namespace leave room for its driver and its least number of
     * executors, those of other runs of this connection counted that are still to come. So drivers do not fill a quota in which none of
     * them gets executors. Where one waits, those that came later to its namespace wait too; a run that would not fit into an unused quota,
     * or that has waited for so long, fails with {@link FailureKind#QUOTA}. Needs the right to list ResourceQuotas, which the rendered
     * Roles give; without it no run waits.
     *
     * @param atMost how long, above 0
     */
    public Admission waitForQuota(Duration atMost) {
        return new Admission(runs, submissionsPerSecond, shares, Optional.of(atMost));
    }

    /** The share of a line. */
    public int shareOf(String queue) {
        return shares.getOrDefault(queue, 1);
    }

    /** A copy: nobody changes rules that are in use. */
    @Override
    public SortedMap<String, Integer> shares() {
        return new TreeMap<>(shares);
    }
}
