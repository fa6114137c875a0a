package dev.bellows.conformance.cluster;

import static dev.bellows.conformance.SampleJobs.newKey;
import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.LateDriver;
import dev.bellows.conformance.Watching;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import dev.bellows.run.Layout;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs of one object on a real Kubernetes, with no right but those of the rendered Roles. */
@Tag("cluster")
class CompactRunTest {
    @RegisterExtension
    static final TestNamespace namespace = new TestNamespace();

    private static SparkJob job() {
        return SparkJob.builder()
                .name("compact")
                .spark(SparkVersion.V4_1)
                .image("localhost/spark:4.1.1")
                .jar("local:///opt/spark/jobs/jobs.jar", "WordJob")
                .driver(driver -> driver.requestCores("200m").memory("600m"))
                .executors(executors -> executors.count(2).requestCores("200m").memory("600m"))
                .serviceAccount("spark")
                .build();
    }

    @Test
    void a_job_of_one_object_runs_once_and_never_again() {
        RunOptions options = RunOptions.key(newKey()).layout(Layout.COMPACT);
        Watching watching = Watching.of(namespace.spark().submit(job(), options));
        String record = "ConfigMap/" + watching.run().id().runName();

        RunResult first = watching.result();
        assertThat(first.orThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(watching.told()).anyMatch(event -> event.startsWith("executor 2 running"));
        assertThat(watching.lines()).anyMatch(line -> line.contains("GROUPS=100"));
        assertThat(namespace.objects()).noneMatch(object -> object.startsWith("Service/"));

        assertThat(LateDriver.of(job(), watching.run().id()).end(namespace.admin()))
                .startsWith("Failed")
                .contains("/opt/spark/conf/ended/spark.properties")
                .doesNotContain("GROUPS=100");
        assertThat(namespace.objects()).contains(record);
        SparkRun again = namespace.spark().submit(job(), options);
        assertThat(await(again.result())).isEqualTo(first);
        await(again.forget());
        assertThat(namespace.objects()).isEmpty();
    }

    @Test
    void a_cancelled_run_of_one_object_leaves_no_pod() {
        SparkRun run = namespace.spark().submit(job(), RunOptions.key(newKey()).layout(Layout.COMPACT));
        await(run.executorsRunning(1));

        assertThat(await(run.cancel()).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(namespace.objects())
                .noneMatch(object -> object.startsWith("Pod/" + run.id().runName()));
        await(run.forget());
    }
}
