package dev.bellows.compile;

/** The labels that Spark itself puts on its pods and finds them by. */
public final class SparkLabels {
    /** The application id; Spark deletes by it what a stopping driver leaves, so nothing that must stay may carry it. */
    public static final String APP_ID = "spark-app-selector";

    /** The application's name, made fit for a label. */
    public static final String APP_NAME = "spark-app-name";

    /** {@link #DRIVER} or {@link #EXECUTOR}. */
    public static final String ROLE = "spark-role";

    /** The value of {@link #ROLE} on a driver. */
    public static final String DRIVER = "driver";

    /** The value of {@link #ROLE} on an executor. */
    public static final String EXECUTOR = "executor";

    /** The number of an executor, from 1. */
    public static final String EXECUTOR_ID = "spark-exec-id";

    /** The resource profile of an executor, 0 for the default one. */
    public static final String RESOURCE_PROFILE_ID = "spark-exec-resourceprofile-id";

    /** The full version of Spark. */
    public static final String VERSION = "spark-version";

    private SparkLabels() {}
}
