package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.bellows.k8s.scripted.Scene;
import dev.bellows.k8s.scripted.ServedDriver;
import dev.bellows.run.ExecutorState;
import dev.bellows.run.Release;
import dev.bellows.run.RunStatus;
import dev.bellows.run.ScaleDown;
import dev.bellows.run.Scaling.Decision;
import dev.bellows.run.Scaling.Outcome;
import dev.bellows.run.SparkRun;
import dev.bellows.run.Timeline;
import dev.bellows.run.Timeline.Attempt;
import dev.bellows.run.Timeline.Bar;
import dev.bellows.run.Timeline.Event;
import dev.bellows.run.Timeline.Span;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TimelineTest {
    @RegisterExtension
    final Scene scene = new Scene();

    private final ServedDriver driver = new ServedDriver();

    @Test
    void while_somebody_looks_it_is_known_what_executors_do() {
        SparkRun run = driver.withExecutors(scene);
        look(run, 30);
        driver.answer("executors", ServedDriver.EXECUTORS.replace("\"activeTasks\": 1", "\"activeTasks\": 0"));
        look(run, 30);

        Timeline timeline = run.timeline();
        assertThat(timeline.executors()).extracting(Bar::id).containsExactly(1, 2, 3);
        assertThat(states(timeline, 1)).containsSubsequence(ExecutorState.ACTIVE, ExecutorState.HOLDING_SHUFFLE);
        assertThat(last(timeline, 2).state()).isEqualTo(ExecutorState.HOLDING_SHUFFLE);
        assertThat(last(timeline, 2).liveShuffleBytes()).isEqualTo(2048);
        assertThat(last(timeline, 2).why()).contains("2 KiB of shuffle data");
        assertThat(last(timeline, 3).state()).isEqualTo(ExecutorState.IDLE);
        assertThat(timeline.samples()).hasSizeGreaterThan(3).allSatisfy(sample -> {
            assertThat(sample.target()).hasValue(1);
            assertThat(sample.liveShuffleBytes()).isEqualTo(2948);
        });
        assertThat(timeline.to()).isEqualTo(scene.time.wallTime());
    }

    @Test
    void while_nobody_looks_it_is_known_when_executors_begin_and_end() {
        SparkRun run = driver.withExecutors(scene);
        scene.pass(600);
        scene.kubelet.exit(Scene.DRIVER.replace("-driver", "-exec-2"), 137, "OOMKilled", "");
        scene.pass(1);

        Timeline timeline = run.timeline();
        assertThat(timeline.executors()).hasSize(3);
        assertThat(last(timeline, 1).state()).isEqualTo(ExecutorState.RUNNING);
        assertThat(timeline.executors())
                .extracting(Bar::id, Bar::failed, Bar::end)
                .contains(tuple(2, true, "exit code 137 (OOMKilled)"), tuple(3, false, ""));
        assertThat(timeline.samples()).isEmpty();
        assertThat(timeline.events())
                .extracting(Event::text)
                .contains("executor 2 ended with exit code 137 (OOMKilled)");
    }

    @Test
    void between_two_looks_far_apart_nothing_is_claimed() {
        SparkRun run = driver.withExecutors(scene);
        look(run, 20);
        scene.pass(600);
        look(run, 20);

        assertThat(states(run.timeline(), 1))
                .containsSubsequence(ExecutorState.ACTIVE, ExecutorState.RUNNING, ExecutorState.ACTIVE);
    }

    @Test
    void decisions_of_policies_and_requests_are_told_with_their_reasons() {
        SparkRun run = driver.withExecutors(scene);
        run.tend(ScaleDown.idle(Duration.ofHours(1)));
        scene.pass(30);
        run.release(Release.executors(3));
        scene.pass(30);

        assertThat(run.timeline().decisions())
                .extracting(Decision::executor, Decision::outcome)
                .contains(tuple(1, Outcome.KEPT), tuple(3, Outcome.RELEASED));
        assertThat(run.timeline().decisions())
                .allSatisfy(decision -> assertThat(decision.why()).isNotBlank());
    }

    @Test
    void after_the_end_it_stays_as_it_is() {
        SparkRun run = driver.withExecutors(scene);
        look(run, 60);
        scene.exits(0, "Completed");
        scene.pass(60);
        Timeline ended = run.timeline();
        scene.pass(3_600);

        assertThat(ended.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(ended.attempts())
                .extracting(Attempt::number, Attempt::outcome)
                .containsExactly(tuple(1, "SUCCEEDED"));
        assertThat(states(ended, 2)).contains(ExecutorState.HOLDING_SHUFFLE);
        assertThat(run.timeline()).isEqualTo(ended);
        assertThat(ended.html()).contains("SUCCEEDED");
    }

    @Test
    void asking_for_it_asks_the_cluster_nothing() {
        SparkRun run = driver.withExecutors(scene);
        int calls = scene.cluster.calls().size();
        run.timeline();

        assertThat(scene.cluster.calls()).hasSize(calls);
    }

    @Test
    void before_anything_happened_it_is_empty() {
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options());

        assertThat(run.timeline().executors()).isEmpty();
        assertThat(run.timeline().html()).contains("No executor was seen.");
    }

    private void look(SparkRun run, int seconds) {
        for (int second = 0; second < seconds; second++) {
            run.executors();
            scene.pass(1);
        }
    }

    private static Span last(Timeline timeline, int executor) {
        List<Span> spans = bar(timeline, executor).spans();
        return spans.get(spans.size() - 1);
    }

    private static List<ExecutorState> states(Timeline timeline, int executor) {
        return bar(timeline, executor).spans().stream().map(Span::state).toList();
    }

    private static Bar bar(Timeline timeline, int executor) {
        return timeline.executors().stream()
                .filter(bar -> bar.id() == executor)
                .findFirst()
                .orElseThrow();
    }
}
