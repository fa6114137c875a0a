package dev.bellows.run;

import dev.bellows.run.Scaling.Decision;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What became of something that a driver was asked to do. Immutable; {@code toString} is a text for people.
 *
 * @param outcome in a word
 * @param why in a sentence; empty if it was done
 * @param target how many executors Spark wants from now on; empty if it was not done
 * @param decisions one for each executor that was named, by id
 */
public record ControlReport(ControlOutcome outcome, String why, OptionalInt target, List<Decision> decisions) {
    /** Copies the list. */
    public ControlReport {
        decisions = List.copyOf(decisions);
    }

    /** Whether Spark has accepted it. */
    public boolean isDone() {
        return outcome == ControlOutcome.DONE;
    }

    /** The ids of the executors that were told to go. */
    public List<Integer> going() {
        return new ReleaseReport(decisions).released();
    }

    @Override
    public String toString() {
        String head = why.isEmpty() ? outcome.toString() : outcome + ": " + why;
        return decisions.stream().map(decision -> "\n" + decision).collect(Collectors.joining("", head, ""));
    }
}
