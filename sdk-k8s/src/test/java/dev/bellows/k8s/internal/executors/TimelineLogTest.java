package dev.bellows.k8s.internal.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.internal.executors.PodSight.Phase;
import dev.bellows.k8s.internal.executors.TimelineLog.Contents;
import dev.bellows.k8s.internal.executors.TimelineLog.Life;
import dev.bellows.run.DriverSilence;
import dev.bellows.run.DriverSilent;
import dev.bellows.run.Timeline.Span;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However long a run is, and however many executors come and go: what is kept of them stays bounded, and the newest is kept. */
class TimelineLogTest {
    private static final int EXECUTORS = 20;
    private static final int SPANS = 200;
    private static final int READINGS = 5_000;

    @Test
    void what_is_kept_is_bounded() {
        TimelineLog log = new TimelineLog(EXECUTORS, SPANS);
        for (int reading = 0; reading < READINGS; reading++) {
            log.add(reading(reading), Instant.EPOCH.plusSeconds(10L * reading));
        }

        Contents contents = log.contents();
        assertThat(contents.lives()).hasSize(EXECUTORS);
        assertThat(contents.samples()).hasSizeBetween(400, 1_000);
        assertThat(contents.lives().values().stream()
                        .mapToInt(life -> life.spans().size())
                        .sum())
                .isLessThanOrEqualTo(SPANS);
        assertThat(contents.lives().values())
                .extracting(Life::seenLast)
                .contains(Instant.EPOCH.plusSeconds(10L * (READINGS - 1)));
        assertThat(contents.lives().values()).allSatisfy(TimelineLogTest::isInOrder);
    }

    private static void isInOrder(Life life) {
        Instant before = Instant.MIN;
        for (Span span : life.spans()) {
            assertThat(span.from()).isAfterOrEqualTo(before);
            assertThat(span.to()).isAfterOrEqualTo(span.from());
            before = span.to();
        }
    }

    /** Five executors, each of which is replaced by another one after a while, and waits and runs in turns. */
    private static Reading reading(int number) {
        List<PodSight> pods = IntStream.range(0, 5)
                .mapToObj(index -> pod(1 + index + 5 * (number / 500), (number + index) % 2 == 0))
                .toList();
        return new Reading(
                Instant.EPOCH,
                pods,
                Optional.empty(),
                Optional.of(new DriverSilent(DriverSilence.NO_ANSWER, "silent")),
                Sightings.NONE);
    }

    private static PodSight pod(int id, boolean runs) {
        Phase phase = runs ? Phase.RUNNING : Phase.ENDING;
        return new PodSight(
                id, "uid-" + id, "exec-" + id, "node", false, phase, "", 1, 512, Instant.EPOCH, Map.of(), Map.of());
    }
}
