package dev.bellows.run;

import dev.bellows.run.Scaling.Decision;
import dev.bellows.run.Scaling.Outcome;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What became of each executor that was to be let go. Immutable; {@code toString} is a text for people, a line an executor.
 *
 * @param decisions one for each executor that was meant, by id
 */
public record ReleaseReport(List<Decision> decisions) {
    /** Copies the list. */
    public ReleaseReport {
        decisions = List.copyOf(decisions);
    }

    /** The ids of the executors with an outcome. */
    public List<Integer> executors(Outcome outcome) {
        return decisions.stream()
                .filter(decision -> decision.outcome() == outcome)
                .map(Decision::executor)
                .toList();
    }

    /** The ids of the executors that go. */
    public List<Integer> released() {
        return executors(Outcome.RELEASED);
    }

    @Override
    public String toString() {
        return decisions.stream().map(Decision::toString).collect(Collectors.joining("\n"));
    }
}
