package dev.bellows.run;

/** Where a run stands as a whole. */
public enum RunStatus {
    /** Known to this process only: nothing on the cluster yet. */
    QUEUED,
    /** An attempt is under way. */
    ACTIVE,
    /** An attempt failed; the next one waits for its time. */
    BACKING_OFF,
    /** The Spark container of the driver ended with exit code 0. */
    SUCCEEDED,
    /** The run ended otherwise; the result says why. */
    FAILED,
    /** Cancelled through Bellows, or its record was deleted by hand. */
    CANCELLED,
    /** The driver is gone and nobody saw how it ended. */
    LOST;

    /** Whether the run is over. */
    public boolean isFinal() {
        return this != QUEUED && this != ACTIVE && this != BACKING_OFF;
    }
}
