package dev.bellows.testkit;

import dev.bellows.k8s.port.ClusterException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Twelve hours of an API server in all kinds of trouble, and ten thousand runs. */
@Tag("faults")
@Tag("slow")
class OutagesTest {
    private static final int JOBS = 50;
    private static final int RUNS_OF_A_JOB = 200;
    private static final int NAMESPACES = 4;

    @Test
    void ten_thousand_runs_do_not_knock_at_a_dead_door_and_know_everything_when_it_opens() {
        try (ManyRuns runs = new ManyRuns(1, 30)) {
            for (int i = 0; i < JOBS; i++) {
                runs.job("job-" + i, "team-" + i % NAMESPACES, Duration.ofMinutes(14L * (i + 1)));
            }
            runs.submitOfEach(RUNS_OF_A_JOB);

            runs.well(Duration.ofMinutes(15));
            runs.away(Duration.ofHours(2));
            runs.well(Duration.ofMinutes(30));
            for (int i = 0; i < 15; i++) {
                runs.away(Duration.ofSeconds(30));
                runs.well(Duration.ofSeconds(40));
            }
            for (int i = 0; i < 50; i++) {
                runs.away(Duration.ofSeconds(3));
                runs.pass(Duration.ofSeconds(3));
            }
            runs.well(Duration.ofMinutes(30));
            runs.silent(Duration.ofHours(1));
            runs.well(Duration.ofMinutes(30));
            runs.slow(Duration.ofMinutes(30));
            runs.well(Duration.ofMinutes(30));
            runs.refusing(Duration.ofHours(1), asksToWait(503, Duration.ofSeconds(5)));
            runs.well(Duration.ofMinutes(30));
            runs.refusing(Duration.ofMinutes(10), asksToWait(429, Duration.ofSeconds(1)));
            runs.well(Duration.ofMinutes(30));
            AtomicInteger calls = new AtomicInteger();
            runs.answering(
                    () -> calls.incrementAndGet() % 10 == 0
                            ? Optional.of(asksToWait(429, Duration.ofSeconds(3)))
                            : Optional.empty(),
                    Duration.ofMinutes(30));
            runs.well(Duration.ofMinutes(30));
            runs.away(Duration.ofHours(2));
            runs.well(Duration.ofMinutes(30));

            runs.end();
            System.out.println(runs.requests() + " requests of 10,000 runs in twelve hours, at most "
                    + runs.mostInASecond() + " a second");
        }
    }

    private static ClusterException asksToWait(int code, Duration wait) {
        return new ClusterException(code, "Busy", "busy", List.of(), Optional.of(wait));
    }
}
