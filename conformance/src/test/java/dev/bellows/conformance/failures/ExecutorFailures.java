package dev.bellows.conformance.failures;

import static dev.bellows.conformance.Watching.await;
import static dev.bellows.conformance.failures.FailureSite.endless;
import static dev.bellows.conformance.failures.FailureSite.job;
import static dev.bellows.conformance.failures.FailureSite.options;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunResult;
import dev.bellows.run.SparkRun;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What goes wrong with executors, and the driver with them, wherever Spark is real. */
public final class ExecutorFailures {
    private static final Duration LIMIT = Duration.ofHours(1);

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
                                "an executor's heap is full",
                                // with more tries, an executor that is shutting down may reject them all
                                site -> site.run(
                                        job(SampleJobs.FULL_HEAP, "executors").conf("spark.task.maxFailures", "1")))
                        .saying("executor heap 600Mi", "executors(e -> e.memory(mib(856)))"),
                RealFailure.of(
                                FailureKind.STALLED,
                                "no node could hold an executor",
                                site -> stalls(
                                        site,
                                        endless().executors(executors -> executors.requestCores("500")),
                                        ExecutorFailures::untilUnschedulable))
                        .saying("PT1H", "Insufficient cpu"),
                RealFailure.of(
                                FailureKind.STALLED,
                                "the program is done, and a thread keeps the driver's JVM alive",
                                site -> stalls(
                                        site,
                                        job(SampleJobs.LINGERING),
                                        run -> FailureSite.until(run, event -> event.startsWith("executor 1 ended"))))
                        .saying("PT1H", "none replaced them"));
    }

    /** The driver is alone for as long as it may, from when the test has seen why. */
    private static RunResult stalls(FailureSite site, SparkJobBuilder job, Consumer<SparkRun> alone) {
        return site.outwait(job, options().stallTimeout(LIMIT), alone, LIMIT);
    }

    /** The second look tells what the watch told, as the supervisor knows it. */
    private static void untilUnschedulable(SparkRun run) {
        FailureSite.until(run, event -> event.equals("executor 1 pending"));
        for (int looks = 0; looks < 2; ) {
            looks += await(run.executors()).stream()
                            .anyMatch(executor -> executor.note().contains("Insufficient cpu"))
                    ? 1
                    : 0;
        }
    }
}
