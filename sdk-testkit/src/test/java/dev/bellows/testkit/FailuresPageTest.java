package dev.bellows.testkit;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.FailureRow;
import dev.bellows.run.FailuresPage;
import dev.bellows.run.RunResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/failures.md} shows each kind of failure as it really comes out: made on the simulated cluster, judged, and written down. */
class FailuresPageTest {
    static List<FailureStory> stories() {
        return FailureStory.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void each_story_ends_as_the_kind_it_is_told_of(FailureStory story) {
        Failure failure = Outcome.of(story).failure();

        assertThat(failure.kind()).as(failure.describe()).isEqualTo(story.kind());
        assertThat(failure.reason()).isNotBlank().doesNotContain("null");
        assertThat(failure.advice()).isNotBlank();
    }

    @Test
    void every_kind_has_a_story() {
        Set<FailureKind> told = stories().stream().map(FailureStory::kind).collect(Collectors.toSet());

        assertThat(told).isEqualTo(EnumSet.allOf(FailureKind.class));
    }

    @Test
    void what_can_never_start_ends_the_run_within_two_minutes() {
        Stream<FailureStory> hopeless = stories().stream()
                .filter(story -> Set.of(
                                FailureKind.QUOTA,
                                FailureKind.FORBIDDEN,
                                FailureKind.REJECTED,
                                FailureKind.IMAGE,
                                FailureKind.CONTAINER_CONFIG,
                                FailureKind.VOLUME,
                                FailureKind.UNSCHEDULABLE)
                        .contains(story.kind()));

        assertThat(hopeless)
                .hasSizeGreaterThan(6)
                .allSatisfy(story -> assertThat(Outcome.of(story).after()).isLessThan(ofMinutes(2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void the_page_shows_each_story(FailureStory story) throws IOException {
        Outcome outcome = Outcome.of(story);

        FailuresPage.shows(
                FailureRow.of(outcome.failure(), FailureRow.Place.SIMULATED, story.how(), time(outcome.after())));
    }

    @Test
    void the_page_shows_no_others() throws IOException {
        FailuresPage.showsOnly(
                FailureRow.Place.SIMULATED,
                stories().stream().map(FailureStory::how).collect(Collectors.toSet()));
    }

    /** Rounded: what the page says must not depend on a latency. */
    private static String time(Duration after) {
        if (after.compareTo(ofSeconds(10)) < 0) {
            return "at once";
        }
        return after.compareTo(ofMinutes(2)) < 0
                ? "after " + after.toSeconds() / 10 * 10 + " s"
                : "after " + after.toMinutes() + " min";
    }

    private record Outcome(Failure failure, Duration after) {
        static Outcome of(FailureStory story) {
            try (SimulatedCluster cluster = SimulatedCluster.seeded(5)) {
                Instant start = cluster.now();
                RunResult result = cluster.await(story.tell(cluster).result());
                return new Outcome(result.failure().orElseThrow(), Duration.between(start, cluster.now()));
            }
        }
    }
}
