package dev.bellows.conformance.cluster;

import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.conformance.SeenDrivers;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** A run on a real Kubernetes whose API server is killed and comes back: nothing else can happen there meanwhile. */
@Tag("cluster")
@Isolated
class ApiServerOutageTest {
    private static final Duration OUTAGE = Duration.ofSeconds(10);

    @RegisterExtension
    static final TestNamespace namespace = new TestNamespace();

    @Test
    void a_run_outlives_the_api_server() throws IOException {
        ApiServerProcess server = ApiServerProcess.beside(namespace.kubeconfig());
        try (SeenDrivers drivers = new SeenDrivers(namespace.admin(), namespace.name())) {
            SparkRun run = namespace
                    .spark()
                    .submit(
                            SampleJobs.job("outliving", SampleJobs.SLEEP, "15")
                                    .serviceAccount("spark")
                                    .executors(executors -> executors.count(1))
                                    .build(),
                            RunOptions.key(SampleJobs.newKey()).retry(Retry.upTo(2)));
            await(run.executorsRunning(1));

            server.kill();
            await(new CompletableFuture<Void>().completeOnTimeout(null, OUTAGE.toSeconds(), TimeUnit.SECONDS));
            server.start();

            assertThat(await(run.result()).status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(drivers.of(run.id().runName())).containsExactly(run.id().runName() + "-1-driver");
            await(run.forget());
        }
        assertThat(namespace.objects()).isEmpty();
    }
}
