package dev.bellows.testkit.internal.scripted;

import java.util.ArrayList;
import java.util.List;

/** What the Spark container of one pod has printed, and whether it will print more. */
public final class PodOutput {
    private final List<String> lines = new ArrayList<>();
    private final List<Runnable> readers = new ArrayList<>();
    private boolean started;
    private boolean ended;

    /** The container has started, and has printed these lines at once. */
    public void start(List<String> printed) {
        started = true;
        lines.addAll(printed);
    }

    /** The container has ended. */
    public void end() {
        ended = true;
        List.copyOf(readers).forEach(Runnable::run);
        readers.clear();
    }

    /** What was printed so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Whether the container has started. */
    public boolean isStarted() {
        return started;
    }

    /** Whether nothing more will be printed. */
    public boolean isEnded() {
        return ended;
    }

    /** Runs something when nothing more will be printed. */
    public void onEnd(Runnable reader) {
        readers.add(reader);
    }
}
