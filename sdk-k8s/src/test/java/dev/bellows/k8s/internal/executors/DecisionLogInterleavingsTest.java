package dev.bellows.k8s.internal.executors;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import dev.bellows.k8s.interleavings.Interleavings;
import dev.bellows.k8s.interleavings.TurnsByHand;
import dev.bellows.run.RunId;
import dev.bellows.run.Scaling.Decision;
import dev.bellows.run.Scaling.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("interleavings")
@Isolated
class DecisionLogInterleavingsTest {
    private static final RunId RUN = new RunId("jobs", "daily", "k1");

    @Test
    void decisions_of_two_threads_are_all_kept_and_the_newest_can_be_read_meanwhile() {
        Interleavings.of(() -> {
            DecisionLog log = new DecisionLog(RUN, new TurnsByHand());
            List<Decision> made = List.of(new Decision(Instant.EPOCH, 1, Outcome.KEPT, "because"));

            together(
                    () -> log.add(made),
                    () -> log.add(made),
                    () -> must(log.newest().size() <= 2, "no more"));

            must(log.newest().size() == 2 && log.told().size() == 2, "both are kept");
        });
    }
}
