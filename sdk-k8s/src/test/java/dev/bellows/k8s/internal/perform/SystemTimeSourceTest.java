package dev.bellows.k8s.internal.perform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Patience;
import dev.bellows.k8s.port.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SystemTimeSourceTest {
    private static List<String> threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name::equals)
                .toList();
    }

    /** A pool counts as ended a moment before its last thread does. */
    private static void assertEnds(String name) throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals(name)) {
                Patience.end(thread);
            }
        }
        assertThat(threads(name)).isEmpty();
    }

    @Test
    void turns_are_taken_in_order_on_one_thread_and_survive_what_they_throw() throws Exception {
        try (SystemTimeSource time = new SystemTimeSource("turns-a", "workers-a")) {
            List<String> names = Collections.synchronizedList(new ArrayList<>());
            CompletableFuture<Void> last = new CompletableFuture<>();
            time.execute(() -> {
                throw new IllegalStateException("mine");
            });
            time.execute(() -> names.add(Thread.currentThread().getName()));
            time.after(Duration.ofMillis(5), () -> last.complete(null));
            Patience.value(last);
            assertThat(names).containsExactly("turns-a");
        }
    }

    @Test
    void a_task_that_was_dropped_does_not_run() throws Exception {
        try (SystemTimeSource time = new SystemTimeSource("turns-b", "workers-b")) {
            List<String> ran = Collections.synchronizedList(new ArrayList<>());
            CompletableFuture<Void> last = new CompletableFuture<>();
            CompletableFuture<Void> dropped = new CompletableFuture<>();
            // Until it is dropped it cannot run, however late that is.
            time.execute(dropped::join);
            TimeSource.Timer timer = time.after(Duration.ofMillis(1), () -> ran.add("dropped"));
            timer.cancel();
            dropped.complete(null);
            time.after(Duration.ofMillis(2), () -> last.complete(null));
            Patience.value(last);
            assertThat(ran).isEmpty();
        }
    }

    @Test
    void a_wait_longer_than_any_clock_counts_is_only_a_long_wait() {
        try (SystemTimeSource time = new SystemTimeSource("turns-c", "workers-c")) {
            time.after(Duration.ofSeconds(Long.MAX_VALUE), () -> {}).cancel();
            assertThat(threads("turns-c")).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void blocking_work_does_not_hold_up_the_turns_and_is_finished_at_the_end() throws Exception {
        SystemTimeSource time = new SystemTimeSource("turns-d", "workers-d", Patience.LIMIT);
        CompletableFuture<Void> release = new CompletableFuture<>();
        CompletableFuture<String> worked = new CompletableFuture<>();
        CompletableFuture<Void> turn = new CompletableFuture<>();
        time.aside(() -> {
            release.join();
            worked.complete(Thread.currentThread().getName());
        });
        time.execute(() -> turn.complete(null));
        Patience.value(turn);
        assertThat(worked).isNotDone();
        release.complete(null);
        time.close();
        assertThat(worked).isCompletedWithValue("workers-d");
        assertEnds("turns-d");
        assertEnds("workers-d");
    }

    @Test
    void after_the_end_turns_are_dropped_and_other_work_is_done_by_the_caller() {
        SystemTimeSource time = new SystemTimeSource("turns-e", "workers-e");
        time.close();
        List<String> ran = new ArrayList<>();
        time.execute(() -> ran.add("turn"));
        time.after(Duration.ZERO, () -> ran.add("timer"));
        time.aside(() -> ran.add(Thread.currentThread().getName()));
        assertThat(ran).containsExactly(Thread.currentThread().getName());
    }
}
