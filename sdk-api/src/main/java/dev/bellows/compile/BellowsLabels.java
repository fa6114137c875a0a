package dev.bellows.compile;

/** The labels and annotations that Bellows puts on its objects. */
public final class BellowsLabels {
    /** The run's name, {@link dev.bellows.run.RunId#runName()}; on every object of a run. */
    public static final String RUN = "bellows.dev/run";

    /** The attempt's number; on every object of an attempt. */
    public static final String ATTEMPT = "bellows.dev/attempt";

    /** The job's name. */
    public static final String JOB = "bellows.dev/job";

    /** The client that submitted the run: keeps services that share a namespace apart. */
    public static final String CLIENT = "bellows.dev/client";

    /** Kubernetes' recommended label; always {@link #MANAGER}. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    /** The value of {@link #MANAGED_BY}. */
    public static final String MANAGER = "bellows";

    /** Annotation: the id of the run that a record or a driver was made for, which is too long for a label. */
    public static final String RUN_ID = "bellows.dev/run-id";

    private BellowsLabels() {}
}
