package dev.bellows.k8s.internal.observe;

import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The supervisors that want news of runs; a run takes its news in a turn of its own. Used in turn with the runs. */
final class Audience {
    /** Several holders may watch one run. */
    private final Map<String, List<Consumer<Signal>>> runs = new HashMap<>();

    void add(String runName, Consumer<Signal> run) {
        runs.computeIfAbsent(runName, any -> new ArrayList<>()).add(run);
    }

    void remove(String runName, Consumer<Signal> run) {
        runs.computeIfPresent(runName, (any, holders) -> {
            holders.remove(run);
            return holders.isEmpty() ? null : holders;
        });
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    Set<String> runs() {
        return runs.keySet();
    }

    void tell(String runName, Signal signal) {
        runs.getOrDefault(runName, List.of()).forEach(run -> run.accept(signal));
    }

    void tellAll(Signal signal) {
        runs.values().forEach(holders -> holders.forEach(run -> run.accept(signal)));
    }

    /** An object is gone of which only this is known. */
    void tellEnd(Remembered last) {
        Signal end = last.end();
        if (end != null) {
            tell(last.run(), end);
        }
    }

    void tellRefused(String kind, ClusterException problem) {
        tellAll(new Signal.WatchRefused("The credentials do not allow to watch " + kind + ": " + problem.getMessage()));
    }
}
