package dev.bellows.k8s.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.AttemptResult;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.Timings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A record only ever grows: which one says more than another. */
class RecordFactsTest {
    private static final AttemptResult FIRST =
            new AttemptResult(1, Failure.of(FailureKind.EVICTED, "pushed out"), Timings.NONE, List.of());
    private static final RecordFacts PLAIN = Facts.SUBMITTED;
    private static final RecordFacts NEXT = Facts.record(2, Optional.empty(), List.of());
    private static final RecordFacts NAMED = Facts.record(1, Optional.of(Facts.UID), List.of());
    private static final RecordFacts ENDED = Facts.record(1, Optional.empty(), List.of(FIRST));
    private static final RecordFacts CANCELLED = marked(true, false, Optional.empty());
    private static final RecordFacts DELETING = marked(false, true, Optional.empty());
    private static final RecordFacts OVER = marked(
            false,
            false,
            Optional.of(new RunResult(Told.RUN, RunStatus.SUCCEEDED, 1, Optional.empty(), Timings.NONE, List.of())));

    private static RecordFacts marked(boolean cancelled, boolean deleting, Optional<RunResult> outcome) {
        return new RecordFacts(
                Facts.RECORD,
                "2",
                Instant.EPOCH,
                Facts.OPTIONS,
                1,
                Instant.EPOCH,
                Optional.empty(),
                cancelled,
                deleting,
                List.of(),
                outcome,
                Optional.of(Facts.SIZES));
    }

    @Test
    void whatever_anybody_wrote_after_the_submission_begins_the_run() {
        assertThat(PLAIN.isBegun()).isFalse();
        assertThat(List.of(NEXT, NAMED, ENDED, CANCELLED, DELETING, OVER)).allMatch(RecordFacts::isBegun);
    }

    @Test
    void a_run_is_gone_on_with_by_another_driver_or_another_attempt_alone() {
        Optional<String> own = Optional.of(Facts.UID);
        assertThat(List.of(PLAIN, NAMED, CANCELLED)).noneMatch(facts -> facts.isGoneOnWith(own));
        assertThat(PLAIN.isGoneOnWith(Optional.empty())).isFalse();
        assertThat(NAMED.isGoneOnWith(Optional.empty())).isTrue();
        assertThat(NAMED.isGoneOnWith(Optional.of("driver-2"))).isTrue();
        assertThat(List.of(NEXT, ENDED)).allMatch(facts -> facts.isGoneOnWith(own));
    }

    @Test
    void what_says_more_is_news_and_what_says_as_much_or_less_is_none() {
        for (RecordFacts more : List.of(NEXT, NAMED, ENDED, CANCELLED, DELETING, OVER)) {
            assertThat(more.isCoveredBy(PLAIN)).as("%s", more).isFalse();
            assertThat(PLAIN.isCoveredBy(more)).as("%s", more).isTrue();
            assertThat(more.isCoveredBy(more)).as("%s", more).isTrue();
        }
    }

    @Test
    void another_driver_than_the_one_known_is_news() {
        assertThat(Facts.record(1, Optional.of("driver-2"), List.of()).isCoveredBy(NAMED))
                .isFalse();
    }

    @Test
    void what_is_told_of_an_attempt_before_the_known_one_is_no_news() {
        assertThat(NAMED.isCoveredBy(NEXT)).isTrue();
        assertThat(CANCELLED.isCoveredBy(NEXT)).isTrue();
    }

    @Test
    void an_attempt_has_ended_when_its_own_end_stands_there() {
        assertThat(ENDED.hasEnded(1)).isTrue();
        assertThat(ENDED.hasEnded(2)).isFalse();
        assertThat(PLAIN.hasEnded(1)).isFalse();
    }
}
