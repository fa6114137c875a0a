package dev.bellows.run;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a sweep did. {@code toString} is a text for people, a line a removal.
 *
 * @param isDryRun whether nothing was removed in fact
 * @param runs how many runs of the client there were
 * @param removed what was removed, or would be; a run's objects go a little later than its record
 * @param failed what should have gone and is still there, and runs whose end was not seen, which go in time
 */
public record SweepReport(boolean isDryRun, int runs, List<Removal> removed, List<Leftover> failed) {
    /** Copies the lists. */
    public SweepReport {
        removed = List.copyOf(removed);
        failed = List.copyOf(failed);
    }

    /** How many removals of a kind there were. */
    public long count(What what) {
        return removed.stream().filter(removal -> removal.what() == what).count();
    }

    @Override
    public String toString() {
        String head = runs + " runs, " + removed.size() + (isDryRun ? " removals to be made, " : " removals, ")
                + failed.size() + " failed";
        return Stream.concat(removed.stream(), failed.stream())
                .map(line -> "\n  " + line)
                .collect(Collectors.joining("", head, ""));
    }

    /** What a removal takes away. */
    public enum What {
        /** A run: its record, and with it everything that it owns. */
        RUN,
        /** A driver pod that had ended. */
        DRIVER,
        /** The executors of a driver that has ended. */
        EXECUTORS,
        /** A Service that spark-submit left. */
        SERVICE,
        /** A ConfigMap that spark-submit left, or a driver that it started. */
        CONFIG_MAP
    }

    /**
     * One removal.
     *
     * @param what what goes
     * @param run the run, unless it is nobody's
     * @param name the object's name; of executors, their attempt's prefix
     * @param why the facts by which it was judged
     */
    public record Removal(What what, Optional<RunId> run, String name, String why) {
        @Override
        public String toString() {
            return what + " " + run.map(id -> id + " (" + name + ")").orElse(name) + ": " + why;
        }
    }

    /**
     * Something that stayed although it should have gone, or that nobody can judge.
     *
     * @param name the object's name
     * @param problem what the API server said, or why it cannot be judged
     */
    public record Leftover(String name, String problem) {
        @Override
        public String toString() {
            return "still there: " + name + ": " + problem;
        }
    }
}
