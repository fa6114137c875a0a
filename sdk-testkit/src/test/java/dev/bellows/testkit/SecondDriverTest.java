package dev.bellows.testkit;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.Layout;
import dev.bellows.run.Retention;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.FaultKind;
import dev.bellows.testkit.fault.FaultPlan;
import dev.bellows.testkit.fault.Step;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A driver is made, the answer is lost, and when it can be asked for it is gone: no other one may run in its attempt. */
class SecondDriverTest {
    private static final RunOptions OPTIONS = RunOptions.key("k").retention(Retention.none());

    private final SimulatedCluster cluster = SimulatedCluster.seeded(1);

    @AfterEach
    void nothing_was_violated() {
        cluster.close();
    }

    private static Predicate<Step> is(String verb, String plural) {
        return step -> step.verb().equals(verb) && step.plural().equals(plural);
    }

    private static Predicate<Step> driver(String verb, int attempt) {
        return is(verb, "pods").and(step -> step.name().endsWith("-" + attempt + "-driver"));
    }

    /** The driver's POST takes effect and its answer is lost; it cannot be asked for. */
    private static FaultPlan answerLost(int attempt) {
        return FaultPlan.next(1, driver("create", attempt), Fault.after(FaultKind.RESET))
                .or(FaultPlan.each(driver("get", attempt), Fault.before(FaultKind.UNAVAILABLE)));
    }

    private static FaultPlan blind() {
        return FaultPlan.each(is("watch", "pods"), Fault.before(FaultKind.HANG));
    }

    private void driverVanishes(int attempt) {
        List<Pod> drivers = cluster.objects().list(Pod.class, "spark-role=driver,bellows.dev/attempt=" + attempt);
        assertThat(drivers).hasSize(1);
        cluster.objects().deleteNow(drivers.get(0));
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void a_driver_that_went_unseen_is_lost(Layout layout) {
        cluster.job("daily").driverRunsForever();
        cluster.faults(answerLost(1).or(blind()));
        SparkRun run = cluster.spark().submit(Plot.JOB, OPTIONS.layout(layout));
        cluster.advance(ofSeconds(8));
        driverVanishes(1);
        cluster.faults(blind());

        cluster.advance(ofMinutes(30));

        assertThat(run.result()).isCompletedWithValueMatching(result -> result.status() == RunStatus.LOST);
        assertThat(cluster.objects().list(Pod.class)).isEmpty();
    }

    @Test
    void a_driver_that_the_watch_told_of_late_is_not_made_again() {
        cluster.job("daily").driverRunsForever();
        cluster.faults(answerLost(1).or(FaultPlan.next(1, is("watch", "pods"), Fault.before(FaultKind.RESET))));
        SparkRun run = cluster.spark().submit(Plot.JOB, OPTIONS);
        cluster.advance(ofSeconds(8));
        driverVanishes(1);
        cluster.advance(ofSeconds(2));
        cluster.faults(FaultPlan.NONE);

        cluster.advance(ofMinutes(30));

        assertThat(run.result()).isCompletedWithValueMatching(result -> result.status() == RunStatus.LOST);
        assertThat(creations(1)).isEqualTo(2);
    }

    @Test
    void nor_is_one_of_a_later_attempt_however_long_it_cannot_be_asked_for() {
        cluster.job("daily").driverRunsFor(ofSeconds(30)).thenIsEvicted().driverRunsForever();
        cluster.faults(answerLost(2));
        SparkRun run =
                cluster.spark().submit(Plot.JOB, OPTIONS.retry(Retry.upTo(2).backoff(ofSeconds(1), ofSeconds(1))));
        cluster.advance(ofSeconds(32));
        cluster.faults(answerLost(2).or(blind()));
        breakWatches();
        cluster.advance(ofSeconds(70));
        driverVanishes(2);
        cluster.advance(ofMinutes(2));
        cluster.faults(blind());

        cluster.advance(ofMinutes(30));

        assertThat(run.result()).isCompletedWithValueMatching(result -> result.status() == RunStatus.LOST);
    }

    @Test
    void a_driver_that_a_lagging_server_does_not_know_yet_is_not_lost() {
        cluster.job("daily").driverRunsFor(ofMinutes(1)).thenSucceeds();
        cluster.faults(FaultPlan.next(1, driver("create", 1), Fault.after(FaultKind.RESET))
                .or(FaultPlan.next(1, driver("get", 1), Fault.after(FaultKind.STALE_READ)))
                .or(blind()));
        SparkRun run = cluster.spark().submit(Plot.JOB, OPTIONS);
        cluster.advance(ofSeconds(20));
        cluster.faults(FaultPlan.NONE);

        cluster.advance(ofMinutes(30));

        assertThat(run.result()).isCompletedWithValueMatching(result -> result.succeeded());
    }

    private void breakWatches() {
        cluster.apiServerDown(Duration.ofMillis(1));
    }

    private long creations(int attempt) {
        return cluster.trace()
                .lines()
                .filter(line -> line.contains(" create pods/") && line.contains("-" + attempt + "-driver"))
                .filter(line -> !line.contains("FAULT"))
                .count();
    }
}
