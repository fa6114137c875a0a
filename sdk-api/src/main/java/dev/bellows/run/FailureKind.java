package dev.bellows.run;

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
    /** The image cannot be pulled. */
    IMAGE("Check the image's name, its tag and the pull secrets."),
    /** The container could not be made: a missing key or Secret, or a command that does not exist. */
    CONTAINER_CONFIG("Mend what the message names."),
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
    /** The node pushed the driver out: pressure, drain or preemption. */
    EVICTED("Submit again; for a driver that must stay, raise its priority or its requests."),
    /** The driver pod was deleted while it ran. */
    DRIVER_DELETED("Submit again under a new key, unless the deletion was meant."),
    /** The driver did not run within the start timeout. */
    START_TIMEOUT("Look at what the driver waits for; if nodes only come slowly, raise RunOptions.startTimeout(...)."),
    /** The run took longer than its deadline allows. */
    DEADLINE("Raise RunOptions.deadline(...), or give the job more executors."),
    /** The driver is gone, or was never made, and nobody saw how it ended. */
    LOST("Look at the node's events and the application's output; submit again under a new key if it did not finish."),
    /** There is no record of the run: it was never submitted, or is forgotten. */
    NOT_FOUND("Check the run id; submit the job to make the run.");

    private final String advice;

    FailureKind(String advice) {
        this.advice = advice;
    }

    /** Whether another attempt may end better, with nothing changed. */
    public boolean isRetryable() {
        return switch (this) {
            case DRIVER_OOM,
                    DRIVER_KILLED,
                    APPLICATION_ERROR,
                    TOO_MANY_EXECUTOR_FAILURES,
                    EVICTED,
                    DRIVER_DELETED,
                    START_TIMEOUT -> true;
            default -> false;
        };
    }

    /** What to do, in one sentence. */
    public String advice() {
        return advice;
    }
}
