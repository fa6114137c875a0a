package dev.bellows.samples.quickstart;

import java.io.PrintStream;
import java.time.Duration;

/** Prints lines with the time since the start, one after the other. Thread-safe. */
final class TimedLines {
    private final PrintStream out;
    private final long start;

    private TimedLines(PrintStream out, long start) {
        this.out = out;
        this.start = start;
    }

    /** Lines of a time that starts now. */
    static TimedLines start(PrintStream out) {
        return new TimedLines(out, System.nanoTime());
    }

    /** Prints what happens now. */
    void tell(String text) {
        Duration since = Duration.ofNanos(System.nanoTime() - start);
        print("%8s  %s".formatted(ReportLines.seconds(since), text));
    }

    /** Prints lines without a time, and nothing between them. */
    void print(String... lines) {
        out.println(String.join("\n", lines));
    }
}
