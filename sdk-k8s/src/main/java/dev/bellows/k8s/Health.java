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
 * @param waits what the connection waits for, such as an answer of the API server; empty when all is well
 */
public record Health(int openRuns, int waitingRuns, List<Watch> watches, List<Wait> waits) {
    /** Copies the lists. */
    public Health {
        watches = List.copyOf(watches);
        waits = List.copyOf(waits);
    }

    /** Whether every watch hears its namespace and no request waits. A connection without open runs watches nothing and is well. */
    public boolean isWell() {
        return waits.isEmpty()
                && watches.stream().allMatch(watch -> watch.problem().isEmpty());
    }

    /**
     * Something that is waited for. Each wait that lasts longer than a second is also in the log, once when it begins and once when it is
     * over.
     *
     * @param what what it is; no secret
     * @param since since when, by this machine's clock
     */
    public record Wait(String what, Instant since) {}

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
