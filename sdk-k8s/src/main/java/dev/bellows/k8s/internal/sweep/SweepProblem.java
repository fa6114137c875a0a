package dev.bellows.k8s.internal.sweep;

import static dev.bellows.check.ProblemText.error;

import dev.bellows.check.ProblemCode;
import dev.bellows.check.ProblemText;

/** Why a sweep is refused. */
public enum SweepProblem implements ProblemCode {
    /** The connection has no name of its own. */
    SWEEP_CLIENT_MISSING(error(
            "client",
            "The connection bears the name that all services bear without one, and theirs would be swept, too.",
            "Name the service with ConnectOptions.client(...), for its submissions and for its sweep.")),
    /** The background task would not rest. */
    SWEEP_INTERVAL(error(
            "sweepEvery",
            "Each sweep lists all records and pods of the client.",
            "Sweep once a minute at the most, or call sweep(...) where one is needed."));

    private final ProblemText text;

    SweepProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
