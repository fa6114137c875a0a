package dev.bellows.run;

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
 */
public record Admission(OptionalInt runs, OptionalDouble submissionsPerSecond, SortedMap<String, Integer> shares) {
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
        return new Admission(OptionalInt.empty(), OptionalDouble.empty(), new TreeMap<>());
    }

    /** These rules with a limit for runs at once. */
    public Admission runs(int most) {
        return new Admission(OptionalInt.of(most), submissionsPerSecond, shares);
    }

    /** These rules with a limit for submissions a second. */
    public Admission submissionsPerSecond(double most) {
        return new Admission(runs, OptionalDouble.of(most), shares);
    }

    /** These rules with the share of a line. */
    public Admission share(String queue, int share) {
        SortedMap<String, Integer> changed = new TreeMap<>(shares);
        changed.put(queue, share);
        return new Admission(runs, submissionsPerSecond, changed);
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
