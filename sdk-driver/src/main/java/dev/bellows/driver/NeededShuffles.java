package dev.bellows.driver;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which shuffles running work needs: those of jobs that run, and of all jobs of queries that run, for between two of its jobs a query has
 * none. Thread-safe.
 */
final class NeededShuffles {
    private final Map<Integer, Collection<Integer>> byJob = new HashMap<>();
    private final Map<Long, Set<Integer>> byQuery = new HashMap<>();

    synchronized void jobStarted(int job, @Nullable Long query, Collection<Integer> shuffles) {
        byJob.put(job, shuffles);
        // Threads that a query has left behind go on with its id.
        Set<Integer> ofQuery = query == null ? null : byQuery.get(query);
        if (ofQuery != null) {
            ofQuery.addAll(shuffles);
        }
    }

    synchronized void jobEnded(int job) {
        byJob.remove(job);
    }

    synchronized void queryStarted(long query) {
        byQuery.put(query, new HashSet<>());
    }

    synchronized void queryEnded(long query) {
        byQuery.remove(query);
    }

    synchronized Set<Integer> ids() {
        Set<Integer> ids = new HashSet<>();
        byJob.values().forEach(ids::addAll);
        byQuery.values().forEach(ids::addAll);
        return ids;
    }
}
