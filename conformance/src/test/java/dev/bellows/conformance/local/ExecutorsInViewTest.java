package dev.bellows.conformance.local;

import static dev.bellows.conformance.SampleJobs.job;
import static dev.bellows.conformance.SampleJobs.newKey;
import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.Agreement;
import dev.bellows.conformance.SampleJobs;
import dev.bellows.conformance.Watching;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.job.SparkVersion;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.DriverSilence;
import dev.bellows.run.DriverSilent;
import dev.bellows.run.Executor;
import dev.bellows.run.KeepReason;
import dev.bellows.run.Release;
import dev.bellows.run.ReleaseReport;
import dev.bellows.run.RunOptions;
import dev.bellows.run.Scaling.Outcome;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.LocalCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Executors of real Spark as the SDK sees them, and lets them go, held against Spark's own bookkeeping. */
@Tag("executors")
@Isolated
class ExecutorsInViewTest {
    private static final int MOST = 6;
    private static final int MOST_LOOKS = 10_000;
    private static final int SEED = Integer.getInteger("bellows.seed", 1);
    private static final int ROUNDS = Math.max(2, Integer.getInteger("bellows.seeds", 3));
    private static final int ROUNDS_OF_OTHERS = Math.min(ROUNDS, 5);

    @RegisterExtension
    static final LocalSpark local = new LocalSpark();

    @ParameterizedTest(name = "with control: {0}")
    @ValueSource(booleans = {false, true})
    void what_executors_hold_agrees_with_spark_and_none_that_is_needed_is_released(boolean control) {
        agrees(local.spark(), SparkVersion.V4_1, control, SEED, ROUNDS);
    }

    @ParameterizedTest(name = "Spark {0}")
    @EnumSource(names = {"V3_5", "V4_3"})
    @Tag("slow")
    void it_does_with_other_lines(SparkVersion line) {
        try (LocalCluster cluster = LocalSpark.start(line);
                SparkKubernetes spark = cluster.connect()) {
            int withControl = ROUNDS_OF_OTHERS / 2;
            agrees(spark, line, false, SEED, ROUNDS_OF_OTHERS - withControl);
            agrees(spark, line, true, SEED + ROUNDS_OF_OTHERS - withControl, withControl);
        }
    }

    private static void agrees(SparkKubernetes spark, SparkVersion line, boolean control, int seed, int rounds) {
        System.out.println(
                "Spark " + line + ", seed " + seed + ", " + rounds + " rounds" + (control ? " with control" : ""));
        Agreement agreement = new Agreement();
        List<Released> releases = new ArrayList<>();
        SparkJobBuilder probe = SampleJobs.shuffleProbe(seed, rounds, MOST).spark(line);
        SparkJob job = (control ? probe.control() : probe).build();
        Watching watching = Watching.of(spark.submit(job, RunOptions.key(newKey())));
        SparkRun run = watching.run();
        run.logs().follow(agreement::line);
        await(run.executorsRunning(1));
        int looks = 0;
        while (looks < MOST_LOOKS && !run.result().isDone()) {
            looks++;
            long begun = System.currentTimeMillis();
            // A release looks anew, even if it means an executor that does not exist.
            ReleaseReport report = await(run.release(looks % 3 == 0 ? unneeded(looks) : Release.executors(999)));
            long done = System.currentTimeMillis();
            // After a release that let one go this is another look, and takes its time.
            List<Executor> executors = await(run.executors());
            agreement.sample(begun, System.currentTimeMillis(), executors);
            report.released().forEach(id -> releases.add(new Released(id, begun, done)));
        }

        watching.result().orThrow();
        Agreement.Table table = agreement.table();
        System.out.println(table);
        Optional<Duration> scaledDown = agreement.scaledDown(1);
        System.out.println(looks + " looks, " + releases.size() + " executors released, " + agreement.lost()
                + " fetches failed, one executor left "
                + scaledDown.map(Duration::toString).orElse("never")
                + " after the last shuffle was let go");
        // From outside nobody can keep a job from beginning while an executor goes whose data nothing needed.
        // Its fetches may fail, as may those of data that Spark itself has let go.
        assertThat(watching.results()).containsExactly("RESULT rounds " + rounds + " wrong 0 lost " + agreement.lost());
        assertThat(releases)
                .filteredOn(each -> agreement.wasMissed(each.id(), each.from()))
                .isEmpty();
        assertThat(scaledDown).isPresent();
        assertThat(table.missed()).isEmpty();
        assertThat(releases)
                .filteredOn(each -> agreement.heldThroughout(each.id(), each.from(), each.to()))
                .isEmpty();
        assertThat(table.agreed()).isGreaterThan(5 * rounds);
        await(run.forget());
    }

    @Test
    void executors_of_a_fixed_number_would_be_replaced() {
        SparkRun run =
                local.spark().submit(job("fixed", SampleJobs.SLEEP, "120").build(), RunOptions.key(newKey()));
        await(run.executorsRunning(2));
        ReleaseReport report = await(run.release(Release.executors(1, 2, 3)));
        // Before the only task is handed out, both have nothing to do.
        while (report.executors(Outcome.WOULD_BE_REPLACED).size() != 1
                && !run.result().isDone()) {
            report = await(run.release(Release.executors(1, 2, 3)));
        }

        assertThat(report.released()).isEmpty();
        assertThat(report.executors(Outcome.UNKNOWN)).containsExactly(3);
        assertThat(report.executors(Outcome.WOULD_BE_REPLACED)).hasSize(1);
        assertThat(await(run.executors()))
                .extracting(executor -> executor.kept().reason())
                .containsExactlyInAnyOrder(KeepReason.BUSY, KeepReason.FIXED_COUNT);
        assertThat(await(run.progress()).jobsRunning()).isEqualTo(1);
        assertThat(await(run.scaling()).target()).hasValue(2);
        await(run.cancel());
        await(run.forget());
    }

    @Test
    void a_driver_without_its_interface_is_told_of_as_such_and_nothing_is_released() {
        SparkRun run = local.spark()
                .submit(
                        job("silent", SampleJobs.SLEEP, "120")
                                .conf("spark.ui.enabled", "false")
                                .build(),
                        RunOptions.key(newKey()));
        await(run.executorsRunning(2));

        ReleaseReport report = await(run.release(Release.idle(Duration.ofSeconds(1))));

        assertThat(report.executors(Outcome.KEPT)).containsExactly(1, 2);
        assertThat(await(run.scaling()).silence()).contains(DriverSilence.UI_DISABLED);
        assertThat(run.progress())
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableThat()
                .withCauseInstanceOf(DriverSilent.class);
        await(run.cancel());
        await(run.forget());
    }

    /** An executor, let go between two moments. */
    private record Released(int id, long from, long to) {}

    private static Release unneeded(int turn) {
        Duration unused = Duration.ofSeconds(turn % 2 == 0 ? 0 : 3);
        return Release.idle(Duration.ofSeconds(1)).unusedShuffle(unused);
    }
}
