package dev.bellows.k8s.internal.perform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.RunEvent;
import dev.bellows.run.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventFeedTest {
    private static final RunId RUN = new RunId("jobs", "daily", "k1");

    private final EventFeed feed = new EventFeed(Runnable::run, 3, 5);

    private static List<String> heardBy(EventFeed feed) {
        List<String> heard = new ArrayList<>();
        feed.add(event -> heard.add(event.toString()));
        return heard;
    }

    private void pending(int executor) {
        feed.tell(new RunEvent.ExecutorPending(RUN, Instant.EPOCH, executor));
    }

    private void driverPending(int number) {
        feed.tell(new RunEvent.DriverPending(RUN, Instant.EPOCH, "reason " + number));
    }

    @Test
    void executors_that_come_and_go_leave_what_happened_to_the_run() {
        driverPending(1);
        IntStream.rangeClosed(1, 100).forEach(this::pending);
        driverPending(2);

        assertThat(heardBy(feed))
                .containsExactly(
                        "driver pending (reason 1)",
                        "executor 96 pending",
                        "executor 97 pending",
                        "executor 98 pending",
                        "executor 99 pending",
                        "executor 100 pending",
                        "driver pending (reason 2)");
    }

    @Test
    void of_what_happened_to_the_run_the_newest_is_kept() {
        IntStream.rangeClosed(1, 100).forEach(this::driverPending);

        assertThat(heardBy(feed))
                .containsExactly(
                        "driver pending (reason 98)", "driver pending (reason 99)", "driver pending (reason 100)");
        assertThat(feed.past()).hasSize(3);
    }

    @Test
    void a_listener_that_was_there_hears_all() {
        List<String> early = heardBy(feed);
        IntStream.rangeClosed(1, 100).forEach(this::pending);
        List<String> late = heardBy(feed);
        driverPending(1);

        assertThat(early).hasSize(101);
        assertThat(late).hasSize(6).isEqualTo(early.subList(95, 101));
    }

    @Test
    void by_itself_it_keeps_the_executors_of_a_whole_time_line() {
        EventFeed usual = new EventFeed(Runnable::run);
        IntStream.rangeClosed(1, 20_000)
                .forEach(id -> usual.tell(new RunEvent.ExecutorPending(RUN, Instant.EPOCH, id)));
        IntStream.rangeClosed(1, 2_000).forEach(id -> usual.tell(new RunEvent.DriverPending(RUN, Instant.EPOCH, "")));

        assertThat(usual.past()).hasSize(7_000);
    }
}
