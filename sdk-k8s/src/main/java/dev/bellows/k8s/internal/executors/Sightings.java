package dev.bellows.k8s.internal.executors;

import dev.bellows.k8s.internal.executors.DriverReport.Line;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered of executors from one reading to the next: a driver tells what they do, but not since when. Immutable.
 *
 * @param byExecutor by id
 */
record Sightings(Map<Integer, Sighting> byExecutor) {
    static final Sightings NONE = new Sightings(Map.of());

    Sightings {
        byExecutor = Map.copyOf(byExecutor);
    }

    /**
     * What is remembered of one.
     *
     * @param totalTasks all tasks that it had been given
     * @param idleSince since when it was seen without tasks, and was given none in between
     * @param unusedSince since when nothing that ran was seen to need its shuffle data
     */
    record Sighting(long totalTasks, Optional<Instant> idleSince, Optional<Instant> unusedSince) {}

    Optional<Sighting> of(int executor) {
        return Optional.ofNullable(byExecutor.get(executor));
    }

    /** What is to be remembered after another reading; executors that are not in it are forgotten. */
    Sightings after(DriverReport report, Map<Integer, Long> live, Instant now) {
        Map<Integer, Sighting> next = new HashMap<>();
        report.executors().forEach((id, line) -> next.put(id, sighting(of(id), line, live.containsKey(id), now)));
        return new Sightings(next);
    }

    private static Sighting sighting(Optional<Sighting> before, Line line, boolean live, Instant now) {
        boolean idle = line.activeTasks() == 0;
        Optional<Instant> idleBefore =
                before.filter(last -> last.totalTasks() == line.totalTasks()).flatMap(Sighting::idleSince);
        return new Sighting(
                line.totalTasks(),
                idle ? idleBefore.or(() -> Optional.of(now)) : Optional.empty(),
                live ? Optional.empty() : before.flatMap(Sighting::unusedSince).or(() -> Optional.of(now)));
    }
}
