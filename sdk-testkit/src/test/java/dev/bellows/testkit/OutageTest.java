package dev.bellows.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An API server that is away for an hour, and two hundred runs. */
class OutageTest {
    @Test
    void two_hundred_runs_do_not_knock_at_a_dead_door_and_know_everything_when_it_opens() {
        try (ManyRuns runs = new ManyRuns(1, 5)) {
            runs.job("short", "team-a", Duration.ofMinutes(30));
            runs.job("long", "team-b", Duration.ofHours(2));
            runs.submitOfEach(100);
            runs.well(Duration.ofMinutes(10));

            runs.away(Duration.ofHours(1));

            assertThat(runs.health().waits())
                    .anySatisfy(wait -> assertThat(wait.what()).isEqualTo("an answer of the API server"));
            runs.well(Duration.ofMinutes(30));
            runs.end();
        }
    }
}
