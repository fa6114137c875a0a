package dev.bellows.conformance.local;

import static dev.bellows.conformance.SampleJobs.job;
import static dev.bellows.conformance.SampleJobs.newKey;
import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.ApiRequest;
import dev.bellows.testkit.LocalCluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a run costs the API server, counted at the door. */
@Tag("spark")
class SupervisionCostTest {
    /** Long enough for anything that polls; an hour passes in simulation. */
    private static final Duration IDLE = Duration.ofSeconds(15);

    @Test
    void submission_is_three_requests_and_an_idle_run_none() {
        try (LocalCluster cluster = LocalCluster.start();
                SparkKubernetes spark = cluster.connect()) {
            SparkRun run = spark.submit(
                    job("sleep", SampleJobs.SLEEP, "600")
                            .executors(executors -> executors.count(1))
                            .build(),
                    RunOptions.key(newKey()));
            await(run.submitted());

            List<String> writes = calls(cluster.requests()).stream()
                    .filter(call -> call.startsWith("POST"))
                    .toList();
            assertThat(writes)
                    .containsExactlyInAnyOrder(
                            "POST /api/v1/namespaces/default/configmaps",
                            "POST /api/v1/namespaces/default/pods",
                            "POST /api/v1/namespaces/default/services")
                    .startsWith("POST /api/v1/namespaces/default/configmaps");
            assertThat(calls(cluster.requests()).stream()
                            .filter(call -> call.startsWith("GET") && !call.contains("watch")))
                    .as("no read takes part in a submission")
                    .isEmpty();

            await(run.executorsRunning(1));
            int before = cluster.requests().size();
            wait(IDLE);
            assertThat(cluster.requests().subList(before, cluster.requests().size()))
                    .as("requests in %s of a sleeping job", IDLE)
                    .isEmpty();

            assertThat(await(run.cancel()).status()).isEqualTo(RunStatus.CANCELLED);
            await(run.forget());
            assertThat(cluster.objects("default")).isEmpty();
        }
    }

    private static List<String> calls(List<ApiRequest> requests) {
        return requests.stream()
                .map(request -> request.method() + " "
                        + (request.uri().contains("watch=true")
                                ? request.uri()
                                : request.uri().replaceAll("\\?.*", "")))
                .toList();
    }

    /** The measured time itself: there is no condition to wait for. */
    private static void wait(Duration time) {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
