package dev.bellows.testkit;

import dev.bellows.testkit.internal.scripted.Ending;
import dev.bellows.testkit.internal.scripted.PodScript;
import java.time.Duration;
import java.util.Optional;

/**
 * What happens to one executor of a {@link JobScript}, or to every one. Spark replaces an executor by one with a new id, to which happens
 * what is said of that id, or of every executor.
 */
public final class ExecutorScript {
    private final JobScript job;
    private final int id;

    ExecutorScript(JobScript job, int id) {
        this.job = job;
        this.id = id;
    }

    /** Its JVM exits with a code. */
    public JobScript exitsAfter(Duration running, int code) {
        return ends(running, Ending.exits(code));
    }

    /** It needs more memory than its limit, and is killed. */
    public JobScript runsOutOfMemoryAfter(Duration running) {
        return ends(running, Ending.by(Ending.Kind.OUT_OF_MEMORY));
    }

    /** The node pushes it out. */
    public JobScript isEvictedAfter(Duration running) {
        return ends(running, Ending.by(Ending.Kind.EVICTED));
    }

    /** The scheduler gives its place to a more important pod. */
    public JobScript isPreemptedAfter(Duration running) {
        return ends(running, Ending.by(Ending.Kind.PREEMPTED));
    }

    /** Its node dies. */
    public JobScript losesItsNodeAfter(Duration running) {
        return ends(running, Ending.by(Ending.Kind.NODE_LOST));
    }

    /** No node ever takes it. */
    public JobScript neverScheduled() {
        return job.executor(id, PodScript.EXECUTOR.scheduledAfter(Optional.empty()));
    }

    /** Its image cannot be pulled. */
    public JobScript imagePullFails() {
        return job.executor(id, PodScript.EXECUTOR.stuck("ImagePullBackOff", "Back-off pulling image: not found"));
    }

    private JobScript ends(Duration running, Ending ending) {
        return job.executor(id, PodScript.EXECUTOR.runs(Optional.of(running), ending));
    }
}
