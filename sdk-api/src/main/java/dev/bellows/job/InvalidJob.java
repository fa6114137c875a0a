package dev.bellows.job;

import dev.bellows.check.Problem;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown when a job cannot be built: it holds every problem, not just the first. */
public final class InvalidJob extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** An exception for problems of which at least one is an error. */
    public InvalidJob(List<Problem> problems) {
        super(problems.stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n  ", "The job is not valid:\n  ", "")));
        this.problems = List.copyOf(problems);
    }

    /** All problems, errors first. */
    public List<Problem> problems() {
        return problems;
    }
}
