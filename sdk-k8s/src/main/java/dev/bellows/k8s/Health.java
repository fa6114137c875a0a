package dev.bellows.k8s;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a connection does, as far as it knows without asking: for a readiness page, not for decisions about runs.
 *
 * @param openRuns how many runs are watched that have not ended
 * @param waitingRuns how many of them wait in this process for their turn, see {@link dev.bellows.run.Admission}
 * @param watches the open watches, two a namespace
 */
public record Health(int openRuns, int waitingRuns, List<Watch> watches) {
    /** Copies the list. */
    public Health {
        watches = List.copyOf(watches);
    }

    /** Whether every watch hears its namespace. A connection without open runs watches nothing and is well. */
    public boolean isWell() {
        return watches.stream().allMatch(watch -> watch.problem().isEmpty());
    }

    /**
     * A watch.
     *
     * @param namespace the namespace
     * @param kind what is watched: {@code pods} or {@code configmaps}
     * @param lastHeard when it last heard something, be it only that it is alive, by this machine's clock; empty before the first time
     * @param problem why it does not hear anything at the moment; it is opened again by itself
     */
    public record Watch(String namespace, String kind, Optional<Instant> lastHeard, Optional<String> problem) {}
}
