package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.compile.AttemptId;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.scripted.Problems;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
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

    /** A kubelet tells the lines of the file that is written at the moment, and begins a new one now and then. */
    @Test
    void a_stream_that_breaks_while_its_file_is_replaced_loses_no_line_of_the_new_one() {
        SparkRun run = scene.running();
        run.logs().follow(heard::add);
        scene.pass(1);
        say(1, 100);
        scene.logs.breakOff(Scene.DRIVER, Problems.reset());
        scene.logs.rotate(Scene.DRIVER);
        say(101, 150);
        scene.pass(5);

        assertThat(heard).isEqualTo(lines(1, 150));
    }

    @Test
    void a_stream_that_breaks_again_and_again_tells_each_line_once() {
        SparkRun run = scene.running();
        run.logs().follow(heard::add);
        scene.pass(1);
        for (int i = 0; i < 30; i++) {
            say(i * 100 + 1, i * 100 + 50);
            scene.logs.breakOff(Scene.DRIVER, Problems.reset());
            say(i * 100 + 51, i * 100 + 100);
            scene.pass(20);
        }

        assertThat(heard).isEqualTo(lines(1, 3000));
    }

    @Test
    void lines_of_one_moment_are_each_told_once() {
        SparkRun run = scene.running();
        run.logs().follow(heard::add);
        scene.pass(1);
        for (int i = 1; i <= 5; i++) {
            scene.logs.pass(Duration.ofMillis(-10));
            say(i, i);
        }
        scene.logs.breakOff(Scene.DRIVER, Problems.reset());
        for (int i = 6; i <= 8; i++) {
            scene.logs.pass(Duration.ofMillis(-11));
            say(i, i);
        }
        scene.pass(5);

        assertThat(heard).isEqualTo(lines(1, 8));
    }

    @Test
    void lines_are_counted_where_nobody_says_when_they_were_printed() {
        scene.logs.forgetTimes();
        SparkRun run = scene.running();
        run.logs().follow(heard::add);
        scene.pass(1);
        say(1, 3);
        scene.logs.breakOff(Scene.DRIVER, Problems.reset());
        say(4, 5);
        scene.pass(5);
        scene.logs.breakOff(Scene.DRIVER, Problems.reset());
        say(6, 6);
        scene.pass(5);

        assertThat(heard).isEqualTo(lines(1, 6));
    }

    @Test
    void the_log_of_an_attempt_ends_with_it() {
        SparkRun run = scene.spark.submit(Scene.job(), Scene.options().retry(Retry.upTo(2)));
        scene.pass(1);
        scene.kubelet.schedule(Scene.DRIVER);
        scene.kubelet.run(Scene.DRIVER);
        scene.pass(1);
        CompletableFuture<Long> first = run.logs().follow(heard::add);
        scene.pass(1);
        say(1, 5);
        scene.cluster.refuse("logs", 1000, Problems.reset());
        scene.logs.breakOff(Scene.DRIVER, Problems.reset());
        scene.kubelet.fail(Scene.DRIVER, "Evicted", "The node was low on resource: memory.");
        scene.pass(60);
        String second = new AttemptId(Scene.RUN, 2, "", "").driverPodName();
        scene.kubelet.schedule(second);
        scene.kubelet.run(second);
        for (int i = 0; i < 9; i++) {
            scene.logs.say(second, "another line " + i);
        }
        scene.cluster.heal();
        scene.pass(30);

        assertThat(heard).isEqualTo(lines(1, 5));
        assertThat(first).isCompletedWithValue(5L);
        List<String> later = new ArrayList<>();
        run.logs().follow(later::add);
        scene.pass(1);
        assertThat(later).hasSize(9);
    }

    @Test
    void who_may_not_read_logs_is_told_so() {
        scene.cluster.refuse("logs", 1000, Problems.forbidden());
        SparkRun run = scene.running();
        CompletableFuture<Long> lines = run.logs().follow(heard::add);
        scene.pass(30);
        assertThat(lines).isNotDone();
        scene.pass(60);

        assertThat(lines.handle((count, error) -> ClusterException.in(error).code()))
                .isCompletedWithValue(403);
        assertThat(run.result()).isNotDone();
        assertThat(scene.logs.followers(Scene.DRIVER)).isZero();
    }

    @Test
    void who_may_not_read_logs_for_a_moment_hears_all_of_them() {
        scene.cluster.refuse("logs", 3, Problems.forbidden());
        SparkRun run = scene.running();
        run.logs().follow(heard::add);
        say(1, 3);
        scene.pass(20);

        assertThat(heard).isEqualTo(lines(1, 3));
    }

    @Test
    void who_may_not_read_the_log_of_a_driver_that_has_ended_is_told_so_at_once() {
        scene.cluster.refuse("logs", 1000, Problems.forbidden());
        SparkRun run = scene.running();
        CompletableFuture<Long> lines = run.logs().follow(heard::add);
        scene.exits(0, "Completed");
        scene.pass(15);

        assertThat(lines).isCompletedExceptionally();
        assertThat(run.result()).isCompleted();
    }

    /** Its pod stays for a day, and its node is gone. */
    @Test
    void last_lines_that_cannot_be_had_are_not_asked_for_without_end() {
        SparkRun run = scene.spark.submit(Scene.job(), RunOptions.key("k1"));
        scene.pass(1);
        scene.kubelet.schedule(Scene.DRIVER);
        scene.kubelet.run(Scene.DRIVER);
        scene.pass(1);
        CompletableFuture<Long> lines = run.logs().follow(heard::add);
        scene.pass(1);
        say(1, 3);
        scene.cluster.refuse("logs", 100_000, Problems.unavailable());
        scene.kubelet.exit(Scene.DRIVER, 1, "Error", "");
        scene.logs.breakOff(Scene.DRIVER, Problems.unavailable());
        scene.pass(60);
        assertThat(lines).isNotDone();
        scene.pass(1800);

        assertThat(scene.driverExists()).isTrue();
        assertThat(lines).isCompletedExceptionally();
        long asked = scene.cluster.calls().stream().filter("logs"::equals).count();
        scene.pass(3600);
        assertThat(scene.cluster.calls()).filteredOn("logs"::equals).hasSize((int) asked);
    }

    private void say(int from, int to) {
        lines(from, to).forEach(line -> scene.logs.say(Scene.DRIVER, line));
    }

    private static List<String> lines(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "line " + i).toList();
    }
}
