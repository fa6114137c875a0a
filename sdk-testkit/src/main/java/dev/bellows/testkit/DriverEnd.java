package dev.bellows.testkit;

import dev.bellows.testkit.internal.scripted.Ending;
import java.time.Duration;
import java.util.Optional;

/** How a driver that has run for a while ends; ends the sentence about one attempt of a {@link JobScript}. */
public final class DriverEnd {
    private final JobScript job;
    private final Duration after;

    DriverEnd(JobScript job, Duration after) {
        this.job = job;
        this.after = after;
    }

    /** The application is done. */
    public JobScript thenSucceeds() {
        return ends(Ending.exits(0));
    }

    /** The driver's JVM exits with a code. */
    public JobScript thenExits(int code) {
        return ends(Ending.exits(code));
    }

    /** The program ends with an exception, of which Spark 4.1 and later leaves a note on the pod. */
    public JobScript thenThrows(String exception) {
        return ends(Ending.throwing(exception));
    }

    /** The program is done and Spark has stopped, executors and all; something keeps the driver's JVM alive. */
    public JobScript thenHangs() {
        return ends(Ending.by(Ending.Kind.HANGS));
    }

    /** The driver's node shuts down in good order, as spot nodes do that are taken away. */
    public JobScript thenIsShutDownWithItsNode() {
        return ends(Ending.by(Ending.Kind.SHUT_DOWN));
    }

    /** The driver needs more memory than its limit, and is killed. */
    public JobScript thenRunsOutOfMemory() {
        return ends(Ending.by(Ending.Kind.OUT_OF_MEMORY));
    }

    /** The node pushes the driver out. */
    public JobScript thenIsEvicted() {
        return ends(Ending.by(Ending.Kind.EVICTED));
    }

    /** The scheduler gives the driver's place to a more important pod. */
    public JobScript thenIsPreempted() {
        return ends(Ending.by(Ending.Kind.PREEMPTED));
    }

    /** The driver's node dies. Kubernetes notices after 40 seconds, and lets the pod go after a quarter of an hour. */
    public JobScript thenLosesItsNode() {
        return ends(Ending.by(Ending.Kind.NODE_LOST));
    }

    /** Somebody deletes the driver pod. */
    public JobScript thenIsDeleted() {
        return ends(Ending.by(Ending.Kind.DELETED));
    }

    private JobScript ends(Ending ending) {
        return job.ends(Optional.of(after), ending);
    }
}
