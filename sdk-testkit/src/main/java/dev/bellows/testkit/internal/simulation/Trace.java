package dev.bellows.testkit.internal.simulation;

import dev.bellows.testkit.internal.virtual.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.stream.Collectors;

/** What happened, for people: a line for each call and its outcome, and for each change of a pod. Keeps the newest lines. */
public final class Trace {
    private static final int LINES = 100_000;

    private final VirtualTime time;
    private final Deque<Line> lines = new ArrayDeque<>();

    /** An empty trace. */
    public Trace(VirtualTime time) {
        this.time = time;
    }

    /** Adds a line: who did what, and what came of it. */
    public void add(String who, String what, String outcome) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(new Line(time.nanos(), who, what, outcome));
    }

    /** All kept lines. */
    @Override
    public String toString() {
        return lines.stream().map(Line::toString).collect(Collectors.joining("\n", "", "\n"));
    }

    private record Line(long nanos, String who, String what, String outcome) {
        @Override
        public String toString() {
            Duration at = Duration.ofNanos(nanos);
            String clock = String.format(
                    Locale.ROOT,
                    "%02d:%02d:%02d.%06d",
                    at.toHours(),
                    at.toMinutesPart(),
                    at.toSecondsPart(),
                    at.toNanosPart() / 1_000);
            return clock + " " + who + " " + what + (outcome.isEmpty() ? "" : " -> " + outcome);
        }
    }
}
