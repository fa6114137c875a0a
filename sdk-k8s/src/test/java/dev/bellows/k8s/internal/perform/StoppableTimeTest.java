package dev.bellows.k8s.internal.perform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StoppableTimeTest {
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    @Test
    void the_last_turn_comes_after_the_one_under_way_and_before_none() throws Exception {
        try (StoppableTime time = new StoppableTime(new SystemTimeSource("turns-s", "workers-s"))) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            CompletableFuture<Boolean> stopped = new CompletableFuture<>();
            time.execute(() -> {
                begun.countDown();
                hold(release);
                done.add("under way");
            });
            time.execute(() -> done.add("waiting"));
            Patience.open(begun);
            Thread stopping = new Thread(() -> stopped.complete(time.stop(Patience.LIMIT, () -> done.add("last"))));
            stopping.start();
            Patience.until("it waits", () -> stopping.getState() == Thread.State.TIMED_WAITING);
            release.countDown();

            assertThat(Patience.value(stopped)).isTrue();
            assertThat(done).containsExactly("under way", "last");
        }
    }

    @Test
    void a_turn_may_take_the_last_one_itself() throws Exception {
        try (StoppableTime time = new StoppableTime(new SystemTimeSource("turns-t", "workers-t"))) {
            CompletableFuture<Boolean> stopped = new CompletableFuture<>();
            time.execute(() -> stopped.complete(time.stop(Patience.LIMIT, () -> done.add("last"))));

            assertThat(Patience.value(stopped)).isTrue();
            assertThat(done).containsExactly("last");
        }
    }

    @Test
    void a_turn_that_does_not_end_is_not_waited_for_without_end() throws Exception {
        try (StoppableTime time = new StoppableTime(new SystemTimeSource("turns-u", "workers-u"))) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            CompletableFuture<Void> over = new CompletableFuture<>();
            time.execute(() -> {
                begun.countDown();
                hold(release);
                over.complete(null);
            });
            Patience.open(begun);

            assertThat(time.stop(Duration.ofMillis(1), () -> done.add("last"))).isFalse();
            release.countDown();
            Patience.value(over);
            assertThat(done).isEmpty();
        }
    }

    @Test
    void a_caller_that_was_interrupted_takes_the_last_turn_and_stays_interrupted() {
        try (StoppableTime time = new StoppableTime(new SystemTimeSource("turns-v", "workers-v"))) {
            Thread.currentThread().interrupt();

            assertThat(time.stop(Patience.LIMIT, () -> done.add("last"))).isTrue();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(done).containsExactly("last");
        }
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
