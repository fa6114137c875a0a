package dev.bellows.run;

import java.io.Serial;

/** Completes the futures of a run that this process stopped watching. The job goes on. */
public final class Detached extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** An exception for a run. */
    public Detached(RunId id) {
        super("run " + id + ": this process stopped watching; the job goes on");
    }
}
