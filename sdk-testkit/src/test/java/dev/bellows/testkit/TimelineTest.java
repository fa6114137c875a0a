package dev.bellows.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.bellows.job.SparkJob;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import dev.bellows.run.Timeline;
import dev.bellows.run.Timeline.Attempt;
import dev.bellows.run.Timeline.Bar;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimelineTest {
    @Test
    void a_simulated_run_has_a_time_line_of_all_its_attempts() {
        try (SimulatedCluster cluster = SimulatedCluster.seeded(7)) {
            cluster.job("daily")
                    .driverRunsFor(Duration.ofMinutes(5))
                    .thenIsEvicted()
                    .thenRunsFor(Duration.ofMinutes(3))
                    .thenSucceeds();
            SparkJob job = SparkJob.builder()
                    .name("daily")
                    .image("registry.example.com/spark:4.1.1")
                    .jar("local:///opt/app/daily.jar", "com.acme.Daily")
                    .executors(e -> e.count(3))
                    .build();
            SparkRun run = cluster.spark().submit(job, RunOptions.key("k1").retry(Retry.upTo(2)));
            cluster.advance(Duration.ofMinutes(30));

            Timeline timeline = run.timeline();
            assertThat(timeline.attempts())
                    .extracting(Attempt::number, Attempt::outcome)
                    .containsExactly(tuple(1, "EVICTED"), tuple(2, "SUCCEEDED"));
            assertThat(timeline.executors())
                    .extracting(Bar::attempt, Bar::id)
                    .contains(tuple(1, 1), tuple(1, 2), tuple(1, 3), tuple(2, 1), tuple(2, 2), tuple(2, 3));
            assertThat(timeline.executors())
                    .allSatisfy(bar -> assertThat(Duration.between(bar.from(), bar.to()))
                            .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(7)));
            assertThat(timeline.html()).contains("SUCCEEDED").contains("attempt 1 failed (EVICTED");
        }
    }
}
