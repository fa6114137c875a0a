package dev.bellows.k8s.internal.executors;

import java.time.Duration;

/** The turns of a run, as long as it is watched. */
public interface Turns {
    /** Does something later, unless the run has ended by then or is not watched any more. */
    void later(Duration after, Runnable task);

    /** Whether the run is watched and has not ended. */
    boolean goOn();
}
