package dev.bellows.run;

/** Of which objects a run is made. */
public enum Layout {
    /** The objects that spark-submit makes, owned by the run's record: driver pod, Service, ConfigMap, and what else the job needs. */
    SPARK,

    /**
     * The driver pod alone, created by one request: conf and executor template are its annotations, and executors reach it by its IP. The
     * record follows it. For jobs without local files and further objects that are tried once; for the lines of Spark before 4.2, whose
     * executors come without a NetworkPolicy.
     */
    COMPACT
}
