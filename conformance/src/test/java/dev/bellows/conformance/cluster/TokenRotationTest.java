package dev.bellows.conformance.cluster;

import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunSelector;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that the API server refuses from one moment to the next, while a run is under way. */
@Tag("cluster")
class TokenRotationTest {
    @RegisterExtension
    static final TestNamespace namespace = new TestNamespace();

    @TempDir
    private Path folder;

    @Test
    void a_command_gives_another_token_when_the_first_is_refused_and_the_run_goes_on() throws Exception {
        BoundToken first = BoundToken.of(namespace, "bellows-submitter", "first");
        Path credential = folder.resolve("credential");
        Path calls = folder.resolve("calls");
        Files.writeString(credential, first.credential());
        String text = kubeconfig(calls, credential);
        try (SparkKubernetes spark = SparkKubernetes.connect(
                ConnectOptions.ambient().kubeconfig(text).namespace(namespace.name()))) {
            AwaitedFile end = AwaitedFile.in(namespace);
            SparkRun run = spark.submit(end.awaitedBy("rotated").build(), RunOptions.key(SampleJobs.newKey()));
            await(run.executorsRunning(1));
            assertThat(Files.readAllLines(calls)).as("calls of the command").hasSize(1);

            Files.writeString(
                    credential,
                    BoundToken.of(namespace, "bellows-submitter", "second").credential());
            first.revoke();

            assertThat(await(run.describe()).run().status()).isEqualTo(RunStatus.ACTIVE);
            assertThat(Files.readAllLines(calls)).as("calls of the command").hasSize(2);
            assertThat(await(spark.describe(run.id())).run().id()).isEqualTo(run.id());
            assertThat(await(spark.runs(RunSelector.all())))
                    .singleElement()
                    .satisfies(found -> assertThat(found.id()).isEqualTo(run.id()));
            end.appearFor(run, 1);
            RunResult result = await(run.result());
            assertThat(result.succeeded()).as(result.report()).isTrue();
            assertOver(spark, run.id());
            await(run.forget());
            assertThat(Files.readAllLines(calls)).as("calls of the command").hasSize(2);
        }
        assertThat(namespace.objects()).isEmpty();
    }

    private static void assertOver(SparkKubernetes spark, RunId run) {
        assertThat(await(spark.describe(run)).run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(await(spark.runs(RunSelector.all())))
                .singleElement()
                .satisfies(found -> assertThat(found.status()).isEqualTo(RunStatus.SUCCEEDED));
    }

    /** It has a command where that of the namespace has a token. */
    private static String kubeconfig(Path calls, Path credential) {
        String exec = "exec: {apiVersion: client.authentication.k8s.io/v1, command: sh, args: [-c, 'echo called >> "
                + calls + "; cat " + credential + "']}";
        return namespace.kubeconfig("bellows-submitter").replaceFirst("token: .*", exec);
    }
}
