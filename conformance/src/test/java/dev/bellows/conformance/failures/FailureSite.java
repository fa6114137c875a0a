package dev.bellows.conformance.failures;

import static dev.bellows.conformance.Watching.await;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.conformance.SkippingConnection;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.FailureRow.Place;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A cluster where real jobs fail.
 *
 * @param place what kind of cluster
 * @param namespace where the jobs run
 * @param spark the SDK, with the rights of a submitter
 * @param kubeconfig a kubeconfig with the same rights
 * @param admin somebody else, who may do everything
 */
public record FailureSite(
        Place place, String namespace, SparkKubernetes spark, String kubeconfig, KubernetesClient admin) {
    /** A little more than autoscalers have to promise a node, and kubelets to mount a volume. */
    public static final Duration A_MINUTE = Duration.ofSeconds(70);

    /** A small job, named after its program. */
    public static SparkJobBuilder job(String mainClass, String... args) {
        String name = mainClass.substring(mainClass.lastIndexOf('.') + 1).replaceAll("(?<=[a-z])(?=[A-Z])", "-");
        return SampleJobs.job(name.toLowerCase(Locale.ROOT), mainClass, args)
                .serviceAccount("spark")
                .executors(executors -> executors.count(1));
    }

    /** A job that would succeed, were there nothing else. */
    public static SparkJobBuilder good() {
        return job(SampleJobs.SLEEP, "1");
    }

    /** A job that runs for longer than anybody here waits. */
    public static SparkJobBuilder endless() {
        return job(SampleJobs.SLEEP, "600");
    }

    /** Options with a key that nobody has used. */
    public static RunOptions options() {
        return RunOptions.key(SampleJobs.newKey());
    }

    public RunResult run(SparkJobBuilder job) {
        return run(job, options());
    }

    public RunResult run(SparkJobBuilder job, RunOptions options) {
        return end(spark.submit(job.build(), options));
    }

    /** Runs a job, and does something to its driver pod as soon as it has an executor. */
    public RunResult disturb(SparkJobBuilder job, Consumer<PodResource> disturbance) {
        SparkRun run = spark.submit(job.build(), options());
        awaitOf(run, run.executorsRunning(1));
        disturbance.accept(driver(run));
        return end(run);
    }

    /**
     * Runs a job until something has been seen of it; then a limit of the SDK passes.
     *
     * @param seen waits for what must be seen before
     * @param limit how much time is skipped then
     */
    public RunResult outwait(SparkJobBuilder job, RunOptions options, Consumer<SparkRun> seen, Duration limit) {
        try (SkippingConnection connection = SkippingConnection.open(kubeconfig, namespace)) {
            SparkRun run = connection.spark().submit(job.build(), options);
            seen.accept(run);
            connection.skip(limit);
            return end(run);
        }
    }

    /** Waits for an event of a run, also if that was long ago. */
    public static void until(SparkRun run, Predicate<String> event) {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        run.onEvent(each -> {
            if (event.test(each.toString())) {
                seen.complete(null);
            }
        });
        await(seen);
    }

    /** Waits until the cluster has something to say about a run's driver. */
    public void awaitEvent(SparkRun run, String reason) {
        await(run.submitted());
        await(admin.v1()
                .events()
                .inNamespace(namespace)
                .informOnCondition(events -> events.stream()
                        .anyMatch(event -> event.getReason().equals(reason)
                                && event.getInvolvedObject()
                                        .getName()
                                        .startsWith(run.id().runName()))));
    }

    /** Runs a job while there is an object beside it. */
    public RunResult runBeside(HasMetadata object, SparkJobBuilder job) {
        return runBeside(object, job, options());
    }

    /** The same with these options. */
    public RunResult runBeside(HasMetadata object, SparkJobBuilder job, RunOptions options) {
        admin.resource(object).inNamespace(namespace).create();
        try {
            return run(job, options);
        } finally {
            admin.resource(object).inNamespace(namespace).delete();
        }
    }

    /** How a run ended, with nothing of it left. */
    public RunResult end(SparkRun run) {
        RunResult result = awaitOf(run, run.result());
        awaitOf(run, run.forget());
        return result;
    }

    /** Waits for something of a run; in vain, it says what the run told until then. */
    private static <T> T awaitOf(SparkRun run, CompletableFuture<T> future) {
        List<RunEvent> told = new CopyOnWriteArrayList<>();
        run.onEvent(told::add);
        try {
            return await(future);
        } catch (CompletionException e) {
            throw new AssertionError(run.state() + " after " + told, e);
        }
    }

    private PodResource driver(SparkRun run) {
        Pod pod = admin.pods()
                .inNamespace(namespace)
                .withLabel("spark-role", "driver")
                .withLabel("bellows.dev/run", run.id().runName())
                .list()
                .getItems()
                .get(0);
        return admin.pods().inNamespace(namespace).resource(pod);
    }
}
