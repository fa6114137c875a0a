package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import dev.bellows.run.RunId;

/**
 * One try of a run: everything that names its objects.
 *
 * @param run the run
 * @param number the attempt, from 1
 * @param client the client that submits, one part of every selector
 * @param appId Spark's application id, {@code spark-} and 32 hexadecimal digits; never used twice, because a dying driver cleans up by it
 * @param uploads the name of the folder that holds the run's uploaded files: the first attempt's application id
 */
public record AttemptId(RunId run, int number, String client, String appId, String uploads) {
    /** A first attempt, or any other one of a run without uploaded files. */
    public AttemptId(RunId run, int number, String client, String appId) {
        this(run, number, client, appId, appId);
    }

    /** The fixed id with which a job is previewed. */
    public static AttemptId preview(SparkJob job) {
        RunId run = new RunId(job.namespace().orElse("default"), job.name(), "preview");
        return new AttemptId(run, 1, "preview", "spark-" + "0".repeat(32));
    }

    /** The driver pod's name. */
    public String driverPodName() {
        return prefix() + "-driver";
    }

    /** The driver Service's name. */
    public String serviceName() {
        return driverPodName() + "-svc";
    }

    /**
     * The key of the run's record under which the attempt's {@code spark.properties} stand. Each attempt has its own: the record gives it
     * up when the attempt has ended, and a driver that comes later than that never starts.
     */
    public String propertiesKey() {
        return Payload.ofAttempt(Payload.PROPERTIES_KEY, number);
    }

    /** The key of the run's record under which the attempt's executor template stands; it goes with the properties. */
    public String templateKey() {
        return Payload.ofAttempt(Payload.TEMPLATE_KEY, number);
    }

    /** What the executor pods' names begin with: Spark appends {@code -exec-<id>}. */
    public String prefix() {
        return run.runName() + "-" + number;
    }
}
