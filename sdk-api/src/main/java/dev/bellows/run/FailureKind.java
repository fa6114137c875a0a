package dev.bellows.run;

import java.util.Map;
import java.util.Optional;

/** Why a run failed, as a closed list. */
public enum FailureKind {
    /** The job or its files were refused before anything was sent. */
    INVALID("Mend the named field and submit again."),
    /** A local file could not be copied to where the job's pods would read it. */
    UPLOAD("Check the uploader's rights on the folder that the job names, and submit again."),
    /** The API server cannot be reached, or its answers never came within the deadline. */
    UNREACHABLE("Check the URL, the network and the certificate, then submit again."),
    /** The API server does not accept the credentials, or their rights are not enough. */
    FORBIDDEN("Check the token, and apply the Roles that SparkKubernetes.roles(...) renders."),
    /** A resource quota of the namespace is used up. */
    QUOTA("Free quota, raise it, or ask for less."),
    /** The API server refused an object: admission, validation, or a missing namespace. */
    REJECTED("Mend what the message names."),
    /** An object with the run's name exists and is not ours. */
    NAME_TAKEN("Choose another job name or key, or remove the foreign object."),
    /** The same run id was submitted with another job. */
    KEY_CONFLICT("Use a new key for a changed job, or forget the old run first."),
    /** No node takes the driver. */
    UNSCHEDULABLE("Ask for less, allow more nodes, or add nodes that can hold the driver."),
    /** The image cannot be pulled: its registry has not got it, or does not give it. One that does not answer is waited for. */
    IMAGE("Check the image's name, its tag and the pull secrets."),
    /** The container could not be made: a missing key or Secret, or a command that does not exist. */
    CONTAINER_CONFIG("Mend what the message names."),
    /** A volume cannot be mounted: a Secret, ConfigMap or claim is missing, or its storage refuses. */
    VOLUME("Create what the message names, or mend the volume."),
    /** The driver used more memory than its limit, or its heap was exhausted. */
    DRIVER_OOM("Raise driver(d -> d.memory(...)) or driver(d -> d.memoryOverhead(...))."),
    /** The driver was ended by a signal. */
    DRIVER_KILLED("Look at the node's events; the driver did not end by itself."),
    /** The main class is not in the jar. */
    MAIN_CLASS_NOT_FOUND("Check the main class and that the jar holds it."),
    /** The application ended with an error of its own. */
    APPLICATION_ERROR("Read the last lines: the application says what went wrong."),
    /** More executors failed than Spark tolerates. */
    TOO_MANY_EXECUTOR_FAILURES("Look at how the executors ended; they fail faster than Spark replaces them."),
    /** Executors used more memory than their limit, or their heaps were exhausted, and the application failed by it. */
    EXECUTOR_OOM("Raise executors(e -> e.memoryOverhead(...)) or executors(e -> e.memory(...))."),
    /** Shuffle data could not be written or fetched: too much for each partition, or for the disks. */
    SHUFFLE("Raise spark.sql.shuffle.partitions, or give the executors more disk."),
    /** The driver's node pushed it out: pressure or drain. */
    EVICTED("Submit again; for a driver that must stay, raise its priority or its requests."),
    /** The driver's place was given to a more important pod. */
    PREEMPTED("Submit again, or give the driver a higher priority class."),
    /** The driver's node went away with it. */
    NODE_LOST("Submit again; keep drivers on nodes that stay, such as those on demand."),
    /** The driver pod was deleted while it ran. */
    DRIVER_DELETED("Submit again under a new key, unless the deletion was meant."),
    /** The driver did not run within the start timeout. */
    START_TIMEOUT("Look at what the driver waits for; if nodes only come slowly, raise RunOptions.startTimeout(...)."),
    /** The driver ran on for a long time without any executor, although the job wants some. */
    STALLED(
            "Look at what the executors wait for; if the program was done, let it stop its SparkContext and end its threads."),
    /** The run took longer than its deadline allows. */
    DEADLINE("Raise RunOptions.deadline(...), or give the job more executors."),
    /** The driver is gone, or was never made, and nobody saw how it ended. */
    LOST("Look at the node's events and the application's output; submit again under a new key if it did not finish."),
    /** There is no record of the run: it was never submitted, or is forgotten. */
    NOT_FOUND("Check the run id; submit the job to make the run.");

    /** The reasons that Kubernetes gives for taking a pod its place: of the pod, or of its condition DisruptionTarget. */
    private static final Map<String, FailureKind> DISRUPTIONS = Map.ofEntries(
            Map.entry("Evicted", EVICTED),
            Map.entry("EvictionByEvictionAPI", EVICTED),
            Map.entry("TerminationByKubelet", EVICTED),
            Map.entry("Preempting", PREEMPTED),
            Map.entry("PreemptionByScheduler", PREEMPTED),
            Map.entry("NodeLost", NODE_LOST),
            Map.entry("NodeShutdown", NODE_LOST),
            Map.entry("Shutdown", NODE_LOST),
            Map.entry("Terminated", NODE_LOST),
            Map.entry("DeletionByTaintManager", NODE_LOST),
            Map.entry("DeletionByPodGC", NODE_LOST));

    private final String advice;

    FailureKind(String advice) {
        this.advice = advice;
    }

    /** What a pod's loss is called whose place was taken, by Kubernetes' reason; empty for any other reason. */
    public static Optional<FailureKind> ofDisruption(String reason) {
        return Optional.ofNullable(DISRUPTIONS.get(reason));
    }

    /** Whether another attempt may end better, with nothing changed: what is tried again unless {@link Retry#on} says otherwise. */
    public boolean isRetryable() {
        return switch (this) {
            case DRIVER_OOM,
                    DRIVER_KILLED,
                    APPLICATION_ERROR,
                    TOO_MANY_EXECUTOR_FAILURES,
                    EXECUTOR_OOM,
                    SHUFFLE,
                    EVICTED,
                    PREEMPTED,
                    NODE_LOST,
                    DRIVER_DELETED,
                    START_TIMEOUT,
                    STALLED -> true;
            default -> false;
        };
    }

    /** Whether it ends an attempt, which another one can follow; the others end the run as a whole, or keep it from beginning. */
    public boolean endsAttempt() {
        return switch (this) {
            case INVALID,
                    UPLOAD,
                    UNREACHABLE,
                    FORBIDDEN,
                    QUOTA,
                    REJECTED,
                    NAME_TAKEN,
                    KEY_CONFLICT,
                    DEADLINE,
                    NOT_FOUND -> false;
            default -> true;
        };
    }

    /** What to do, in one sentence. */
    public String advice() {
        return advice;
    }
}
