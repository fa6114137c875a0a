package dev.bellows.samples.quickstart;

import dev.bellows.run.RunState;
import dev.bellows.run.Timings;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The texts of a report. */
final class ReportLines {
    /** What the application puts before each line of its table. */
    private static final String MARK = "RESULT ";

    private ReportLines() {}

    /** The row of the table that a line of the driver's log holds, if it holds one. */
    static Optional<String> row(String logLine) {
        return logLine.startsWith(MARK) ? Optional.of(logLine.substring(MARK.length())) : Optional.empty();
    }

    /** Where a run stands, such as {@code ... driver running, 1 executor}. */
    static String progress(RunState state) {
        int executors = state.executorsRunning();
        return switch (state.phase()) {
            case SUBMITTING -> "... submitting";
            case PENDING -> "... driver pending";
            case STARTING -> "... driver starting";
            case RUNNING -> "... driver running, " + executors + (executors == 1 ? " executor" : " executors");
            case ENDED -> "... cleaning up";
        };
    }

    /** How long each phase took. */
    static String phases(Timings timings) {
        return "submitting " + seconds(timings.submitting())
                + ", pending " + seconds(timings.pending())
                + ", starting " + seconds(timings.starting())
                + ", running " + seconds(timings.running())
                + ", in all " + seconds(timings.total());
    }

    /** A duration with one decimal, such as {@code 12.3 s}. */
    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
