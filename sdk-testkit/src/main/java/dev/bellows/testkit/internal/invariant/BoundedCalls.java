package dev.bellows.testkit.internal.invariant;

import dev.bellows.testkit.internal.virtual.VirtualTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** No hot loop: a process calls at most once a second for each of its runs on average, beside what a submission and a cleanup take. */
public final class BoundedCalls {
    private static final long WINDOW_NANOS = 60_000_000_000L;
    private static final int PER_WINDOW = 60;
    private static final int BURST = 40;

    private final VirtualTime time;
    private final Consumer<String> violations;
    private final Map<String, Window> windows = new HashMap<>();

    /** Counts from now on. */
    public BoundedCalls(VirtualTime time, Consumer<String> violations) {
        this.time = time;
        this.violations = violations;
    }

    /** A process has called, about an object or many. */
    public void called(String process, String verb, String name) {
        Window window = windows.computeIfAbsent(process, any -> new Window());
        long number = time.nanos() / WINDOW_NANOS;
        if (number != window.number) {
            window.number = number;
            window.calls = 0;
            window.submitted.clear();
        }
        window.calls++;
        if (verb.equals("create")) {
            window.submitted.add(name);
        }
        // Every object that is created stands for a run of its own: generous, and still far from a loop.
        int limit = (PER_WINDOW + BURST) * Math.max(1, window.runs + window.submitted.size());
        window.runs = Math.max(window.runs, window.submitted.size());
        if (window.calls > limit) {
            violations.accept("I7: " + process + " called " + window.calls + " times within a minute");
            window.calls = 0;
        }
    }

    private static final class Window {
        private final Set<String> submitted = new HashSet<>();
        private long number;
        private int calls;
        private int runs;
    }
}
