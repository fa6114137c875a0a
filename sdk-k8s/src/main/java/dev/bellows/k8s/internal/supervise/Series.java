package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptResult;
import dev.bellows.run.Retry;
import java.time.Duration;
import java.util.List;

/**
 * The failed attempts that count together, from the first one after a healthy time.
 *
 * @param failures how many they are
 * @param lost how long they took together
 */
public record Series(int failures, Duration lost) {
    private static final Series NONE = new Series(0, Duration.ZERO);

    /** The newest attempts of a run, as far back as its policy counts. */
    public static Series of(List<AttemptResult> ended, Retry retry) {
        Series series = NONE;
        for (int i = ended.size() - 1; i >= 0; i--) {
            AttemptResult attempt = ended.get(i);
            series = new Series(
                    series.failures + 1, series.lost.plus(attempt.timings().total()));
            boolean healthy = retry.resetAfter()
                    .filter(time -> attempt.timings().running().compareTo(time) >= 0)
                    .isPresent();
            if (healthy) {
                break;
            }
        }
        return series;
    }

    /** Whether the policy allows one more. */
    boolean goesOn(Retry retry) {
        return failures < retry.attempts()
                && retry.budget().filter(limit -> lost.compareTo(limit) >= 0).isEmpty();
    }
}
