package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.scripted.Problems;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.run.SparkRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DriverLogTest {
    @RegisterExtension
    final Scene scene = new Scene();

    private final List<String> heard = new ArrayList<>();

    @Test
    void a_log_is_followed_from_its_first_line_to_its_last() {
        SparkRun run = scene.submitted();
        CompletableFuture<Long> lines = run.logs().follow(heard::add);
        scene.pass(5);
        scene.kubelet.schedule(Scene.DRIVER);
        scene.kubelet.run(Scene.DRIVER);
        scene.logs.say(Scene.DRIVER, "one");
        scene.pass(1);
        scene.logs.say(Scene.DRIVER, "two");
        scene.exits(0, "Completed");
        scene.pass(20);

        assertThat(heard).containsExactly("one", "two");
        assertThat(lines).isCompletedWithValue(2L);
    }

    @Test
    void a_stream_that_breaks_goes_on_where_it_was() {
        SparkRun run = scene.running();
        CompletableFuture<Long> lines = run.logs().follow(heard::add);
        scene.pass(1);
        scene.logs.say(Scene.DRIVER, "one");
        scene.logs.breakOff(Scene.DRIVER, Problems.reset());
        scene.logs.say(Scene.DRIVER, "two");
        scene.pass(5);
        scene.logs.say(Scene.DRIVER, "three");
        scene.exits(0, "Completed");
        scene.pass(20);

        assertThat(heard).containsExactly("one", "two", "three");
        assertThat(lines).isCompletedWithValue(3L);
    }

    @Test
    void a_stream_that_breaks_at_the_very_end_loses_no_line() {
        SparkRun run = scene.running();
        CompletableFuture<Long> lines = run.logs().follow(heard::add);
        scene.pass(1);
        scene.logs.say(Scene.DRIVER, "one");
        scene.cluster.hang("logs", 0);
        scene.kubelet.exit(Scene.DRIVER, 1, "Error", "");
        scene.logs.breakOff(Scene.DRIVER, Problems.reset());
        scene.logs.say(Scene.DRIVER, "two");
        scene.pass(20);

        assertThat(heard).containsExactly("one", "two");
        assertThat(lines).isCompletedWithValue(2L);
    }

    @Test
    void a_stream_that_ends_without_a_line_while_the_driver_runs_is_opened_again() {
        SparkRun run = scene.running();
        CompletableFuture<Long> lines = run.logs().follow(heard::add);
        for (int i = 0; i < 3; i++) {
            scene.pass(10);
            scene.logs.end(Scene.DRIVER);
        }
        scene.pass(60);
        scene.logs.say(Scene.DRIVER, "one");
        scene.exits(0, "Completed");
        scene.pass(20);

        assertThat(heard).containsExactly("one");
        assertThat(lines).isCompletedWithValue(1L);
    }

    @Test
    void a_follower_that_stops_is_no_longer_served() {
        SparkRun run = scene.running();
        CompletableFuture<Long> lines = run.logs().follow(heard::add);
        scene.pass(1);
        scene.logs.say(Scene.DRIVER, "one");
        lines.cancel(true);
        scene.logs.say(Scene.DRIVER, "two");
        scene.pass(5);

        assertThat(heard).containsExactly("one");
        assertThat(scene.logs.followers(Scene.DRIVER)).isZero();
        assertThat(run.result()).isNotDone();
    }

    @Test
    void a_driver_pod_stays_until_its_log_has_been_read() {
        SparkRun run = scene.running();
        run.logs().follow(heard::add);
        scene.pass(1);
        scene.kubelet.exit(Scene.DRIVER, 0, "Completed", "");
        scene.pass(3);
        assertThat(scene.driverExists()).isTrue();
        scene.logs.say(Scene.DRIVER, "last");
        scene.logs.end(Scene.DRIVER);
        scene.pass(3);

        assertThat(scene.driverExists()).isFalse();
        assertThat(heard).containsExactly("last");
    }

    @Test
    void a_log_that_never_ends_does_not_keep_the_driver_pod_for_ever() {
        SparkRun run = scene.running();
        run.logs().follow(heard::add);
        scene.pass(1);
        scene.kubelet.exit(Scene.DRIVER, 0, "Completed", "");
        scene.pass(30);

        assertThat(run.result()).isCompleted();
        assertThat(scene.driverExists()).isFalse();
    }

    @Test
    void the_log_of_a_run_that_never_had_a_driver_is_empty() {
        scene.cluster.refuse("create pods", 1, Problems.quota());
        SparkRun run = scene.submitted();
        CompletableFuture<Long> lines = run.logs().follow(heard::add);
        scene.pass(20);

        assertThat(lines).isCompletedWithValue(0L);
    }

    @Test
    void a_listener_that_throws_hears_the_next_line() {
        SparkRun run = scene.running();
        run.logs().follow(line -> {
            heard.add(line);
            throw new IllegalStateException("mine");
        });
        scene.pass(1);
        scene.logs.say(Scene.DRIVER, "one");
        scene.logs.say(Scene.DRIVER, "two");

        assertThat(heard).containsExactly("one", "two");
    }
}
