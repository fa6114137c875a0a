package dev.bellows.k8s.internal.control;

import dev.bellows.run.ControlOutcome;
import java.io.Serial;
import java.util.concurrent.CompletionException;

/** Completes what a driver was asked to do and has not done. */
public final class ControlRefused extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final ControlOutcome outcome;

    /** A refusal. */
    public ControlRefused(ControlOutcome outcome, String why) {
        super(why);
        this.outcome = outcome;
    }

    /** The refusal in what a future failed with. */
    public static ControlRefused in(Throwable error) {
        Throwable cause = error;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof ControlRefused known
                ? known
                : new ControlRefused(ControlOutcome.UNREACHABLE, String.valueOf(cause.getMessage()));
    }

    /** Why, in a word. */
    public ControlOutcome outcome() {
        return outcome;
    }
}
