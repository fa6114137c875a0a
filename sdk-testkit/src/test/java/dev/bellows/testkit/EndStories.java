package dev.bellows.testkit;

import static java.time.Duration.ofMinutes;

import dev.bellows.run.FailureKind;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Drivers that run, and end otherwise than well. */
final class EndStories {
    private static final String ABORTED =
            "Exception in thread \"main\" org.apache.spark.SparkException: Job aborted due" + " to stage failure: ";

    private EndStories() {}

    static List<FailureStory> all() {
        return List.of(
                after(
                        FailureKind.DRIVER_OOM,
                        "the driver's container is killed at its limit",
                        run -> run.thenRunsOutOfMemory()),
                after(FailureKind.DRIVER_OOM, "the driver's heap is full", run -> run.thenExits(52)),
                after(FailureKind.DRIVER_KILLED, "somebody kills the driver's process", run -> run.thenExits(137)),
                printing(
                        FailureKind.MAIN_CLASS_NOT_FOUND,
                        "the jar lacks the main class",
                        101,
                        "Error: Failed to load class com.acme.Revenue."),
                printing(
                        FailureKind.APPLICATION_ERROR,
                        "the program throws",
                        1,
                        "Exception in thread \"main\" java.lang.IllegalStateException: no data for 2026-11-20"),
                after(
                        FailureKind.APPLICATION_ERROR,
                        "the program throws, Spark notes it on the pod",
                        run -> run.thenThrows("java.lang.IllegalStateException: no data for 2026-11-20")),
                after(FailureKind.APPLICATION_ERROR, "the program exits with 3", run -> run.thenExits(3)),
                after(
                        FailureKind.APPLICATION_ERROR,
                        "the program exits with 3, beside a sidecar that runs on",
                        script -> script.besideSidecar(),
                        run -> run.thenExits(3)),
                after(
                        FailureKind.TOO_MANY_EXECUTOR_FAILURES,
                        "executors fail one after the other",
                        script -> script.everyExecutor().exitsAfter(ofMinutes(1), 1),
                        run -> run.thenExits(11)),
                after(
                        FailureKind.EXECUTOR_OOM,
                        "executors are killed at their limit until Spark gives up",
                        script -> script.everyExecutor().runsOutOfMemoryAfter(ofMinutes(1)),
                        run -> run.thenExits(11)),
                after(
                        FailureKind.EXECUTOR_OOM,
                        "executors' heaps are full, and the job is aborted",
                        script -> script.prints(ABORTED + "ExecutorLostFailure (executor 4 exited with code 52)")
                                .everyExecutor()
                                .exitsAfter(ofMinutes(1), 52),
                        run -> run.thenExits(1)),
                printing(
                        FailureKind.SHUFFLE,
                        "shuffle data cannot be fetched",
                        1,
                        ABORTED + "ShuffleMapStage 3 has failed the maximum allowable number of times: 4."),
                after(FailureKind.EVICTED, "the node is short of memory", run -> run.thenIsEvicted()),
                after(FailureKind.PREEMPTED, "a more important pod needs the place", run -> run.thenIsPreempted()),
                after(FailureKind.NODE_LOST, "the node shuts down", run -> run.thenIsShutDownWithItsNode()),
                after(FailureKind.NODE_LOST, "the node dies; Kubernetes writes it off", run -> run.thenLosesItsNode()),
                new FailureStory(
                        FailureKind.LOST, "somebody deletes the driver pod by force while it runs", EndStories::forced),
                after(FailureKind.DRIVER_DELETED, "somebody deletes the driver pod", run -> run.thenIsDeleted()),
                stalled(
                        "the executors find no node",
                        script -> script.everyExecutor().neverScheduled(),
                        DriverEnd::thenSucceeds),
                stalled(
                        "the executors' image does not exist",
                        script -> script.everyExecutor().imagePullFails(),
                        DriverEnd::thenSucceeds),
                stalled("the program is done, and its JVM runs on", script -> script, DriverEnd::thenHangs),
                with(
                        FailureKind.DEADLINE,
                        "the driver runs longer than the deadline",
                        FailureStory.OPTIONS.deadline(ofMinutes(30)),
                        JobScript::driverRunsForever));
    }

    private static FailureStory after(FailureKind kind, String how, Consumer<DriverEnd> end) {
        return after(kind, how, script -> script, end);
    }

    private static FailureStory after(
            FailureKind kind, String how, Function<JobScript, JobScript> before, Consumer<DriverEnd> end) {
        return with(
                kind,
                how,
                FailureStory.OPTIONS,
                script -> end.accept(before.apply(script).driverRunsFor(ofMinutes(5))));
    }

    private static FailureStory printing(FailureKind kind, String how, int code, String line) {
        return after(kind, how, script -> script.prints(line), run -> run.thenExits(code));
    }

    private static FailureStory stalled(String how, Function<JobScript, JobScript> before, Consumer<DriverEnd> end) {
        return with(
                FailureKind.STALLED,
                how,
                FailureStory.OPTIONS.stallTimeout(ofMinutes(15)),
                script -> end.accept(before.apply(script).driverRunsFor(ofMinutes(60))));
    }

    private static FailureStory with(FailureKind kind, String how, RunOptions options, Consumer<JobScript> script) {
        return new FailureStory(kind, how, cluster -> submit(cluster, options, script));
    }

    private static SparkRun forced(SimulatedCluster cluster) {
        FailureStory.script(cluster).driverRunsForever();
        SparkRun run = FailureStory.submit(cluster);
        cluster.advance(ofMinutes(5));
        cluster.objects()
                .deleteNow(
                        cluster.objects().list(Pod.class, "spark-role=driver").get(0));
        return run;
    }

    private static SparkRun submit(SimulatedCluster cluster, RunOptions options, Consumer<JobScript> script) {
        script.accept(FailureStory.script(cluster));
        return cluster.spark().submit(FailureStory.job().build(), options);
    }
}
