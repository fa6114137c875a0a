package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.k8s.scripted.ServedDriver;
import dev.bellows.run.DriverSilence;
import dev.bellows.run.DriverSilent;
import dev.bellows.run.Executor;
import dev.bellows.run.ExecutorState;
import dev.bellows.run.KeepReason;
import dev.bellows.run.Progress;
import dev.bellows.run.Release;
import dev.bellows.run.ReleaseReport;
import dev.bellows.run.RunOptions;
import dev.bellows.run.Scaling;
import dev.bellows.run.Scaling.Outcome;
import dev.bellows.run.SparkRun;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExecutorsTest {
    @RegisterExtension
    final Scene scene = new Scene();

    private final ServedDriver driver = new ServedDriver();

    @Test
    void executors_are_told_as_their_pods_and_their_driver_say() {
        SparkRun run = driver.withExecutors(scene);

        List<Executor> executors = answer(run.executors());

        assertThat(executors)
                .extracting(
                        Executor::id,
                        Executor::state,
                        executor -> executor.kept().reason())
                .containsExactly(
                        tuple(1, ExecutorState.ACTIVE, KeepReason.BUSY),
                        tuple(2, ExecutorState.HOLDING_SHUFFLE, KeepReason.LIVE_SHUFFLE),
                        tuple(3, ExecutorState.IDLE, KeepReason.IDLE_TIMEOUT));
        assertThat(executors.get(1).work().orElseThrow().liveShuffleBytes()).isEqualTo(2048);
        Scaling scaling = answer(run.scaling());
        assertThat(scaling.dynamic()).isTrue();
        assertThat(scaling.target()).hasValue(1);
        assertThat(scaling.maximum()).hasValue(4);
        assertThat(scaling.running()).isEqualTo(3);
        assertThat(scaling.holdingShuffle()).hasValue(1);
        Progress progress = answer(run.progress());
        assertThat(progress).hasToString("1 jobs running, 1 done, 0 failed; 4 of 5 tasks");
        assertThat(progress.stages()).extracting(Progress.Stage::name).containsExactly("collect");
    }

    @Test
    void however_many_look_the_driver_is_asked_once_a_second_at_most() {
        SparkRun run = driver.withExecutors(scene);
        int seconds = 100;
        for (int second = 0; second < seconds; second++) {
            run.executors();
            run.scaling();
            run.progress();
            scene.pass(1);
        }

        assertThat(calls()).isBetween(40L, (long) seconds + 10);
    }

    @Test
    void what_is_idle_and_empty_is_released_and_nothing_else() {
        SparkRun run = driver.withExecutors(scene);

        ReleaseReport report = answer(run.release(Release.executors(1, 2, 3, 9)));

        assertThat(report.released()).containsExactly(3);
        assertThat(report.executors(Outcome.KEPT)).containsExactly(1, 2);
        assertThat(report.executors(Outcome.UNKNOWN)).containsExactly(9);
        assertThat(answer(run.executors())).extracting(Executor::id).containsExactly(1, 2);
        assertThat(answer(run.scaling()).decisions()).isEqualTo(report.decisions());
    }

    @Test
    void of_a_fixed_number_none_is_released() {
        driver.answer("environment", "{\"sparkProperties\": [[\"spark.executor.instances\", \"3\"]]}");
        SparkRun run = driver.withExecutors(scene);

        ReleaseReport report = answer(run.release(Release.idle(Duration.ofSeconds(1))));

        assertThat(report.executors(Outcome.WOULD_BE_REPLACED)).containsExactly(2, 3);
        assertThat(answer(run.executors())).hasSize(3);
    }

    @Test
    void a_page_of_a_proxy_is_no_answer_of_a_driver() {
        SparkRun run = driver.withExecutors(scene);
        scene.cluster.served = path -> "<html>please log in</html>";

        silent(run, DriverSilence.NOT_SPARK);
    }

    @Test
    void without_the_right_to_reach_pods_the_right_is_named() {
        SparkRun run = driver.withExecutors(scene);
        scene.cluster.served = path -> {
            throw new ClusterException(403, "Forbidden", "no", List.of(), Optional.empty());
        };

        assertThat(silent(run, DriverSilence.FORBIDDEN)).hasMessageContaining("withExecutors()");
    }

    @Test
    void a_driver_that_does_not_listen_is_told() {
        SparkRun run = driver.withExecutors(scene);
        scene.cluster.served = new Scene().cluster.served;

        silent(run, DriverSilence.NO_ANSWER);
    }

    @Test
    void a_job_that_switches_the_interface_off_is_told() {
        SparkRun run = scene.spark.submit(
                SparkJob.builder()
                        .name("daily")
                        .image("registry.example.com/spark:4.1.1")
                        .jar("local:///opt/app/daily.jar", "com.acme.Daily")
                        .conf("spark.ui.enabled", "false")
                        .build(),
                RunOptions.key("k1"));
        driver.startExecutors(scene);
        scene.cluster.served = new Scene().cluster.served;

        silent(run, DriverSilence.UI_DISABLED);
    }

    @Test
    void before_there_is_a_driver_there_is_nothing_to_tell() {
        SparkRun run = scene.submitted();

        assertThat(answer(run.executors())).isEmpty();
        assertThat(answer(run.release(Release.idle(Duration.ofSeconds(1)))).decisions())
                .isEmpty();
        assertThat(answer(run.scaling()).silence()).contains(DriverSilence.NO_DRIVER);
    }

    /** Nothing is told but what pods say, and nothing is released. */
    private DriverSilent silent(SparkRun run, DriverSilence why) {
        assertThat(answer(run.executors()))
                .hasSize(3)
                .allSatisfy(executor -> assertThat(executor.state()).isEqualTo(ExecutorState.RUNNING))
                .allSatisfy(executor -> assertThat(executor.kept().reason()).isEqualTo(KeepReason.NOT_TOLD));
        assertThat(answer(run.scaling()).silence()).contains(why);
        assertThat(answer(run.release(Release.executors(1, 2, 3))).executors(Outcome.KEPT))
                .containsExactly(1, 2, 3);
        CompletableFuture<Progress> progress = run.progress();
        scene.pass(2);
        DriverSilent silent = (DriverSilent)
                catchThrowableOfType(CompletionException.class, progress::join).getCause();
        assertThat(silent.silence()).isEqualTo(why);
        return silent;
    }

    private long calls() {
        return scene.cluster.calls().stream()
                .filter(call -> call.startsWith("proxy"))
                .count();
    }

    private <T> T answer(CompletableFuture<T> future) {
        scene.pass(10);
        return future.join();
    }
}
