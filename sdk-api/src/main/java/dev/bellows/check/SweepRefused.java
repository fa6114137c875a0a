package dev.bellows.check;

import java.io.Serial;

/** Thrown when a sweep cannot be asked for: what it would remove is not certain to be the caller's. */
public final class SweepRefused extends IllegalStateException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    /** An exception for a problem. */
    public SweepRefused(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    /** What is wrong, and what to do. */
    public Problem problem() {
        return problem;
    }
}
