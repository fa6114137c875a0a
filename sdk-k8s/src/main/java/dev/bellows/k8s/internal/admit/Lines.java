package dev.bellows.k8s.internal.admit;

import dev.bellows.run.Admission;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Who waits in which line, who has a place, and whose turn it is. Knows no time. Not thread-safe. */
final class Lines<T> {
    private final Admission rules;
    private final Map<String, Deque<T>> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> inside = new HashMap<>();
    private int places;

    Lines(Admission rules) {
        this.rules = rules;
    }

    void wait(String queue, T who) {
        waiting.computeIfAbsent(queue, any -> new ArrayDeque<>()).addLast(who);
    }

    boolean withdraw(String queue, T who) {
        Deque<T> line = waiting.getOrDefault(queue, new ArrayDeque<>());
        boolean waited = line.remove(who);
        if (line.isEmpty()) {
            waiting.remove(queue);
        }
        return waited;
    }

    void enter(String queue) {
        places++;
        inside.merge(queue, 1, Integer::sum);
    }

    void leave(String queue) {
        places--;
        inside.computeIfPresent(queue, (any, count) -> count == 1 ? null : count - 1);
    }

    /**
     * The first of the line that has least for its share; of lines that have the same, the one that began to wait first. If that one may
     * not go, the first of the next line is asked.
     */
    Optional<T> next(Predicate<T> mayGo) {
        if (rules.runs().isPresent() && places >= rules.runs().getAsInt()) {
            return Optional.empty();
        }
        return waiting.entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        line -> (double) inside.getOrDefault(line.getKey(), 0) / rules.shareOf(line.getKey())))
                .map(line -> line.getValue().getFirst())
                .filter(mayGo)
                .findFirst();
    }
}
