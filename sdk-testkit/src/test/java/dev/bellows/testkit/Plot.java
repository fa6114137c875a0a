package dev.bellows.testkit;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.bellows.job.SparkJob;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Retention;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What happens to a run if nothing goes wrong.
 *
 * @param name what reports call it
 * @param script what the pods do
 * @param options how the job is submitted
 * @param services how many services submit it at once
 * @param deeds what the first one does then, and when
 * @param status how the run ends
 * @param failure why it fails
 */
record Plot(
        String name,
        Consumer<JobScript> script,
        RunOptions options,
        int services,
        List<Deed> deeds,
        RunStatus status,
        Optional<FailureKind> failure) {
    static final SparkJob JOB = SparkJob.builder()
            .name("daily")
            .image("registry.example.com/spark:4.1.1")
            .jar("local:///opt/app/daily.jar", "com.acme.Daily")
            .executors(e -> e.count(1))
            .build();

    static final RunOptions OPTIONS = RunOptions.key("k").retention(Retention.none());

    static final Plot SUCCESS = new Plot(
            "success",
            job -> job.driverRunsFor(ofSeconds(40)).thenSucceeds(),
            OPTIONS,
            1,
            List.of(),
            RunStatus.SUCCEEDED,
            Optional.empty());

    static final Plot FAILURE = new Plot(
            "failure",
            job -> job.driverRunsFor(ofSeconds(40)).thenExits(1),
            OPTIONS,
            1,
            List.of(),
            RunStatus.FAILED,
            Optional.of(FailureKind.APPLICATION_ERROR));

    static final Plot CANCELLED = new Plot(
            "cancel",
            JobScript::driverRunsForever,
            OPTIONS,
            1,
            List.of(new Deed(ofSeconds(30), (cluster, run) -> run.cancel())),
            RunStatus.CANCELLED,
            Optional.empty());

    static final Plot TWINS = new Plot(
            "two services",
            job -> job.driverRunsFor(ofSeconds(40)).thenSucceeds(),
            OPTIONS,
            2,
            List.of(),
            RunStatus.SUCCEEDED,
            Optional.empty());

    static final Plot RETRIED = new Plot(
            "retry",
            job -> job.driverRunsFor(ofSeconds(30))
                    .thenIsEvicted()
                    .thenRunsFor(ofSeconds(30))
                    .thenSucceeds(),
            OPTIONS.retry(Retry.upTo(2).backoff(ofSeconds(1), ofSeconds(1))),
            1,
            List.of(),
            RunStatus.SUCCEEDED,
            Optional.empty());

    static final Plot RETRIED_BY_TWINS = new Plot(
            "retry by two services",
            RETRIED.script(),
            RETRIED.options(),
            2,
            List.of(),
            RunStatus.SUCCEEDED,
            Optional.empty());

    static final List<Plot> ALL = List.of(SUCCESS, FAILURE, CANCELLED, TWINS, RETRIED, RETRIED_BY_TWINS);

    /** How long after the last deed everything must be over, whatever went wrong: an outage, a pause and a stuck call take ten minutes. */
    static final Duration BOUND = ofMinutes(45);

    /** Whether the run ended as told. */
    boolean isEnd(RunResult result) {
        return result.status() == status
                && result.failure().map(why -> why.kind()).equals(failure);
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * Something that the user does.
     *
     * @param at how long after the submission
     * @param act what
     */
    record Deed(Duration at, BiConsumer<SimulatedCluster, SparkRun> act) {}
}
