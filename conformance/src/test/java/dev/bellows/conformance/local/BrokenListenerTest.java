package dev.bellows.conformance.local;

import static dev.bellows.conformance.SampleJobs.job;
import static dev.bellows.conformance.SampleJobs.newKey;
import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.conformance.Watching;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.run.ControlOutcome;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunStatus;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with the listener, the job comes out as without it. */
@Tag("executors")
@Isolated
class BrokenListenerTest {
    @RegisterExtension
    static final LocalSpark local = new LocalSpark();

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Control", "ControlServer", "Reflected"})
    void a_class_that_cannot_be_loaded(String name) throws IOException {
        Path jar = folder.resolve("broken.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("dev/bellows/driver/" + name + ".class"));
            zip.write(1);
        }

        comesOut(flights().conf("spark.driver.extraClassPath", jar.toString()), ControlOutcome.UNREACHABLE);
    }

    @Test
    void a_port_that_is_taken() {
        comesOut(
                flights()
                        .conf(
                                "spark.driver.extraJavaOptions",
                                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:7080"),
                ControlOutcome.UNREACHABLE);
    }

    @Test
    void a_key_that_is_another_one() {
        Watching watching = submitted(flights());
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(local.cluster().kubeconfig()))
                .build()) {
            String name = watching.run().id().runName() + "-control";
            Secret secret =
                    client.secrets().inNamespace("default").withName(name).get();
            client.secrets().inNamespace("default").withName(name).delete();
            client.resource(new SecretBuilder(secret)
                            .withData(Map.of("key", "b3RoZXI="))
                            .editMetadata()
                            .withResourceVersion(null)
                            .withUid(null)
                            .endMetadata()
                            .build())
                    .inNamespace("default")
                    .create();
        }
        comesOut(watching, ControlOutcome.WRONG_KEY);
    }

    private static SparkJobBuilder flights() {
        return job("broken", SampleJobs.FLIGHTS_BY_ORIGIN, SampleJobs.data("nyc-flights-2013.csv.gz"))
                .control();
    }

    private static void comesOut(SparkJobBuilder job, ControlOutcome outcome) {
        comesOut(submitted(job), outcome);
    }

    private static Watching submitted(SparkJobBuilder job) {
        Watching watching = Watching.of(local.spark().submit(job.build(), RunOptions.key(newKey())));
        // By then a listener that could would answer.
        await(watching.run().executorsRunning(1));
        return watching;
    }

    private static void comesOut(Watching watching, ControlOutcome outcome) {
        assertThat(await(watching.run().scaleTo(1)).outcome()).isEqualTo(outcome);
        assertThat(watching.result().orThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(watching.results()).isEqualTo(SampleJobs.FLIGHTS_BY_ORIGIN_RESULT);
    }
}
