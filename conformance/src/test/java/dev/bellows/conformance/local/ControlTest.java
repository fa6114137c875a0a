package dev.bellows.conformance.local;

import static dev.bellows.conformance.SampleJobs.NARROW_END_RESULT;
import static dev.bellows.conformance.SampleJobs.narrowEnd;
import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.NarrowRun;
import dev.bellows.conformance.failures.FailureSite;
import dev.bellows.job.SparkVersion;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.ControlOutcome;
import dev.bellows.run.ControlReport;
import dev.bellows.run.Release;
import dev.bellows.run.ReleaseReport;
import dev.bellows.run.Scaling.Outcome;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.LocalCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real Spark takes orders from inside. */
@Tag("executors")
@Isolated
class ControlTest {
    @TempDir
    Path folder;

    private Path end;

    @BeforeEach
    void choose() {
        end = folder.resolve("end");
    }

    @Test
    void a_fixed_number_of_executors_is_given_back_and_nothing_is_computed_again() throws IOException {
        givesBack(SparkVersion.V4_1);
    }

    @ParameterizedTest(name = "Spark {0}")
    @EnumSource(names = {"V3_5", "V4_3"})
    @Tag("slow")
    void it_is_with_other_lines(SparkVersion line) throws IOException {
        givesBack(line);
    }

    private void givesBack(SparkVersion line) throws IOException {
        try (LocalCluster cluster = LocalSpark.start(line);
                SparkKubernetes spark = cluster.connect()) {
            NarrowRun run = NarrowRun.of(spark, narrowEnd(end).spark(line).control());

            NarrowRun.Given given = run.giveBack();

            System.out.println("Spark " + line + ": " + given);
            assertThat(given.released()).hasSize(5);
            assertThat(given.target()).hasValue(1);
            Files.createFile(end);
            assertThat(run.watching().result().orThrow().attempts()).isEqualTo(1);
            assertThat(run.watching().results()).containsExactly(NARROW_END_RESULT);
            assertThat(run.started()).isEqualTo(6);
            await(run.watching().run().forget());
            assertThat(cluster.objects("default")).isEmpty();
        }
    }

    @Test
    @Tag("slow")
    void without_control_none_is_given_back() throws IOException {
        try (LocalCluster cluster = LocalCluster.start();
                SparkKubernetes spark = cluster.connect()) {
            NarrowRun run = NarrowRun.of(spark, narrowEnd(end));

            ReleaseReport report = await(run.watching().run().release(Release.idle(Duration.ofSeconds(1))));
            ControlReport scaled = await(run.watching().run().scaleTo(1));

            assertThat(report.executors(Outcome.WOULD_BE_REPLACED)).hasSize(5);
            assertThat(report.released()).isEmpty();
            assertThat(scaled.outcome()).isEqualTo(ControlOutcome.NO_CONTROL);
            Files.createFile(end);
            run.watching().result().orThrow();
            assertThat(run.watching().results()).containsExactly(NARROW_END_RESULT);
            assertThat(run.started()).isEqualTo(6);
        }
    }

    @Test
    @Tag("slow")
    void orders_that_make_no_sense_get_an_answer_and_take_nothing_away() throws IOException {
        try (LocalCluster cluster = LocalCluster.start();
                SparkKubernetes spark = cluster.connect()) {
            NarrowRun narrow = NarrowRun.of(spark, narrowEnd(end).control());
            SparkRun run = narrow.watching().run();

            assertThat(await(run.scaleTo(-1)).outcome()).isEqualTo(ControlOutcome.REFUSED);
            assertThat(await(run.decommission()).outcome()).isEqualTo(ControlOutcome.REFUSED);
            assertThat(await(run.decommission(77)).outcome()).isEqualTo(ControlOutcome.NO_SUCH_EXECUTOR);
            assertThat(await(run.decommission(1, 2, 3, 4, 5, 6)).outcome()).isEqualTo(ControlOutcome.REFUSED);
            assertThat(await(run.executors()))
                    .hasSize(6)
                    .allMatch(executor -> executor.state().isAlive());

            // Another process has the same key.
            try (SparkKubernetes other = cluster.connect()) {
                SparkRun attached = other.attach(run.id());
                assertThat(await(attached.scaleTo(4)).target()).hasValue(4);
                assertThat(await(attached.scaling()).target()).hasValue(4);
            }
            Files.createFile(end);
            narrow.watching().result().orThrow();
            assertThat(narrow.watching().results()).containsExactly(NARROW_END_RESULT);
            assertThat(await(run.scaleTo(2)).outcome()).isEqualTo(ControlOutcome.NO_DRIVER);
        }
    }

    @Test
    @Tag("slow")
    void an_executor_that_is_told_to_go_is_replaced_where_spark_wants_as_many() throws IOException {
        try (LocalCluster cluster = LocalCluster.start();
                SparkKubernetes spark = cluster.connect()) {
            NarrowRun narrow = NarrowRun.of(spark, narrowEnd(end).control());
            SparkRun run = narrow.watching().run();
            int idle = narrow.idle().get(0);

            ControlReport report = await(run.decommission(idle, 77));

            assertThat(report.isDone()).isTrue();
            assertThat(report.going()).containsExactly(idle);
            assertThat(report.target()).hasValue(6);
            FailureSite.until(run, event -> event.startsWith("executor 7 running"));
            Files.createFile(end);
            narrow.watching().result().orThrow();
            assertThat(narrow.watching().results()).containsExactly(NARROW_END_RESULT);
            assertThat(narrow.started()).isGreaterThan(6);
        }
    }
}
