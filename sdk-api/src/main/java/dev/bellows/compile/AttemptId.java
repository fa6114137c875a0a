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
 */
public record AttemptId(RunId run, int number, String client, String appId) {
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

    /** The ConfigMap that holds this attempt's files: the run's record for the first attempt, one of its own for each later one. */
    public String payloadName() {
        return number == 1 ? run.runName() : prefix();
    }

    /** What the executor pods' names begin with: Spark appends {@code -exec-<id>}. */
    public String prefix() {
        return run.runName() + "-" + number;
    }
}
