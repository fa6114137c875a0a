package dev.bellows.samples.quickstart;

import java.io.PrintStream;
import java.time.Duration;

/** Prints lines with the time since the start, one after the other. Thread-safe. */
final class Timeline {
    private final PrintStream out;
    private final long start;

    private Timeline(PrintStream out, long start) {
        this.out = out;
        this.start = start;
    }

    /** A time line that starts now. */
    static Timeline start(PrintStream out) {
        return new Timeline(out, System.nanoTime());
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
