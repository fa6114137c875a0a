package dev.bellows.k8s.internal.perform;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import dev.bellows.k8s.interleavings.Interleavings;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("interleavings")
@Isolated
class EventFeedInterleavingsTest {
    private static final RunId RUN = new RunId("jobs", "daily", "k1");

    @Test
    void a_listener_that_comes_while_events_do_hears_each_once_and_in_order() {
        Interleavings.of(() -> {
            EventFeed feed = new EventFeed(Runnable::run);
            List<RunEvent> heard = new ArrayList<>();
            List<RunEvent> told = List.of(event("1"), event("2"));

            together(() -> told.forEach(feed::tell), () -> feed.add(heard::add));

            must(heard.equals(told), "heard " + heard);
            must(feed.past().equals(told), "all of them are known: " + feed.past());
        });
    }

    private static RunEvent event(String reason) {
        return new RunEvent.Queued(RUN, Instant.EPOCH, reason);
    }
}
