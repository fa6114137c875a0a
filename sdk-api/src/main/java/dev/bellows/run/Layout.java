package dev.bellows.run;

/** Of which objects a run is made. */
public enum Layout {
    /** The objects that spark-submit makes, owned by the run's record: driver pod, Service, ConfigMap, and what else the job needs. */
    SPARK,

    /**
     * The driver pod alone, created by one request: conf and executor template are its annotations, and executors reach it by its IP. The
     * record follows it. For jobs without local files and further objects that are tried once; for the lines of Spark before 4.2, whose
     * executors come without a NetworkPolicy.
     *
     * <p>The driver may begin before the submission is answered. If no answer comes within {@link RunOptions#submissionDeadline} the run ends
     * as {@link FailureKind#UNREACHABLE}, and its driver is deleted when the API server can be reached again: submitting the job once more
     * may run its beginning a second time.
     */
    COMPACT
}
