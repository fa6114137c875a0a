package dev.bellows.run;

/** Where an executor is in its life. */
public enum ExecutorState {
    /** Its pod was created, and nobody has found a node for it yet. */
    REQUESTED,
    /** Its pod cannot be placed or prepared for now; {@link Executor#note()} says why. */
    PENDING,
    /** Its container runs. What it does is not known: it has not reported to the driver, or the driver does not tell. */
    RUNNING,
    /** It runs tasks. */
    ACTIVE,
    /** It has no task and holds no shuffle data that running work needs. */
    IDLE,
    /** It has no task and holds shuffle data that running work needs. */
    HOLDING_SHUFFLE,
    /** It has been told to go and still runs. */
    DECOMMISSIONING,
    /** It ended without an error. */
    DONE,
    /** It ended with an error; {@link Executor#note()} says which. */
    FAILED;

    /** Whether its pod counts for Spark's target: it runs, or may yet. */
    public boolean isAlive() {
        return this != DONE && this != FAILED;
    }
}
