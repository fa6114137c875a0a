package dev.bellows.testkit;

import dev.bellows.testkit.internal.scripted.Ending;
import java.time.Duration;

/** What happens to one executor of a {@link JobScript}. Spark replaces it by one with a new id, about which nothing is said. */
public final class ExecutorScript {
    private final JobScript job;
    private final int id;

    ExecutorScript(JobScript job, int id) {
        this.job = job;
        this.id = id;
    }

    /** Its JVM exits with a code. */
    public JobScript exitsAfter(Duration running, int code) {
        return job.executor(id, running, Ending.exits(code));
    }

    /** It needs more memory than its limit, and is killed. */
    public JobScript runsOutOfMemoryAfter(Duration running) {
        return job.executor(id, running, Ending.by(Ending.Kind.OUT_OF_MEMORY));
    }

    /** The node pushes it out. */
    public JobScript isEvictedAfter(Duration running) {
        return job.executor(id, running, Ending.by(Ending.Kind.EVICTED));
    }

    /** Its node dies. */
    public JobScript losesItsNodeAfter(Duration running) {
        return job.executor(id, running, Ending.by(Ending.Kind.NODE_LOST));
    }
}
