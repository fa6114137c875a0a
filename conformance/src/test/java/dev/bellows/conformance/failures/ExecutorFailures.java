package dev.bellows.conformance.failures;

import static dev.bellows.conformance.failures.FailureSite.endless;
import static dev.bellows.conformance.failures.FailureSite.job;
import static dev.bellows.conformance.failures.FailureSite.options;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunOptions;
import java.time.Duration;
import java.util.List;

/** What goes wrong with executors, and the driver with them, wherever Spark is real. */
public final class ExecutorFailures {
    private ExecutorFailures() {}

    public static List<RealFailure> all() {
        return List.of(
                RealFailure.of(
                        FailureKind.TOO_MANY_EXECUTOR_FAILURES,
                        "executors exit with 3 until Spark gives up",
                        site -> site.run(job(SampleJobs.EXECUTORS_EXIT)
                                .executors(executors -> executors.count(2))
                                .conf("spark.executor.maxNumFailures", "1")
                                .conf("spark.task.maxFailures", "100")
                                .conf("spark.kubernetes.executorSnapshotsSubscribersShutdownGracePeriod", "1s"))),
                RealFailure.of(
                                FailureKind.EXECUTOR_OOM,
                                "an executor's heap is full, twice for the same task",
                                site -> site.run(
                                        job(SampleJobs.FULL_HEAP, "executors").conf("spark.task.maxFailures", "2")))
                        .saying("executor heap 600Mi", "executors(e -> e.memory(mib(856)))"),
                RealFailure.of(
                                FailureKind.STALLED,
                                "no node could hold an executor",
                                site -> site.run(
                                        endless().executors(executors -> executors.requestCores("500")), patience()))
                        .saying("PT20S", "Insufficient cpu"),
                RealFailure.of(
                                FailureKind.STALLED,
                                "the program is done, and a thread keeps the driver's JVM alive",
                                site -> site.run(job(SampleJobs.LINGERING), patience()))
                        .saying("PT20S", "none replaced them"));
    }

    private static RunOptions patience() {
        return options().stallTimeout(Duration.ofSeconds(20));
    }
}
