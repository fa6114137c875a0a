package dev.bellows.run;

/** How far one attempt of a run has come. It only moves forward. */
public enum AttemptPhase {
    /** The record and its objects are being created. */
    SUBMITTING,
    /** The driver pod exists but has no node or is not yet prepared. */
    PENDING,
    /** The driver pod has a node; image and volumes are being prepared. */
    STARTING,
    /** The driver's Spark container runs. */
    RUNNING,
    /** The attempt has its outcome. */
    ENDED
}
