package dev.bellows.run;

import java.io.Serial;

/**
 * Thrown by {@link RunResult#orThrow()}, and by the future of a milestone that the run's end made unreachable. Its message is
 * {@link RunResult#report()}.
 */
public final class RunFailed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient RunResult result;

    /** An exception for a result that is not a success. */
    public RunFailed(RunResult result) {
        super(result.report());
        this.result = result;
    }

    /** The result. */
    public RunResult result() {
        return result;
    }
}
