package dev.bellows.k8s.internal.perform;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The lanes of a connection whose runs have not ended; one that is over is kept by those who hold its run alone. Thread-safe. */
final class Lanes {
    private final Set<RunLane> open = new LinkedHashSet<>();
    private boolean closed;

    synchronized void add(RunLane lane) {
        if (closed) {
            throw new IllegalStateException("the connection is closed");
        }
        open.add(lane);
    }

    synchronized void remove(RunLane lane) {
        open.remove(lane);
    }

    synchronized int count(Predicate<RunLane> which) {
        return (int) open.stream().filter(which).count();
    }

    /** Takes no more lanes, and lets go of all of them; empty if that was done before. */
    synchronized Optional<List<RunLane>> close() {
        if (closed) {
            return Optional.empty();
        }
        closed = true;
        List<RunLane> all = List.copyOf(open);
        open.clear();
        return Optional.of(all);
    }
}
