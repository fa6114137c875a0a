package dev.bellows.conformance.local;

import static dev.bellows.conformance.SampleJobs.FLIGHTS_BY_ORIGIN_RESULT;
import static dev.bellows.conformance.SampleJobs.data;
import static dev.bellows.conformance.SampleJobs.newKey;
import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.LateDriver;
import dev.bellows.conformance.SampleJobs;
import dev.bellows.conformance.Watching;
import dev.bellows.job.SparkJob;
import dev.bellows.run.Layout;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunStatus;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Real Spark whose driver is the only object of its run, beside the record. */
@Tag("spark")
class CompactJobTest {
    @RegisterExtension
    static final LocalSpark local = new LocalSpark();

    private static SparkJob job() {
        return SampleJobs.job("compact", SampleJobs.FLIGHTS_BY_ORIGIN, data("nyc-flights-2013.csv.gz"))
                .jar("local://" + SampleJobs.jar().toAbsolutePath().normalize(), SampleJobs.FLIGHTS_BY_ORIGIN)
                .build();
    }

    @Test
    void a_job_of_one_object_runs_once_and_never_again() {
        RunOptions options = RunOptions.key(newKey()).layout(Layout.COMPACT);
        Watching watching = Watching.of(local.spark().submit(job(), options));
        await(watching.run().executorsRunning(2));
        assertThat(local.cluster().objects("default")).noneMatch(object -> object.startsWith("Service/"));

        assertThat(watching.result().orThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(watching.results()).isEqualTo(FLIGHTS_BY_ORIGIN_RESULT);
        assertThat(local.cluster().objects("default"))
                .containsExactly("ConfigMap/" + watching.run().id().runName());
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(local.cluster().kubeconfig()))
                .build()) {
            assertThat(LateDriver.of(job(), watching.run().id()).end(client))
                    .startsWith("Failed")
                    .contains("/ended/spark.properties");
        }
        await(watching.run().forget());
        assertThat(local.cluster().objects("default")).isEmpty();
    }
}
