package dev.bellows.testkit;

import static java.time.Duration.ofMinutes;

import dev.bellows.job.SparkJob;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Retention;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What happens to a run if nothing goes wrong.
 *
 * @param name what reports call it
 * @param setting what exists before
 * @param script what the pods do
 * @param options how the job is submitted
 * @param services how many services submit it at once
 * @param attachers how many services attach to it once it is submitted
 * @param deeds what the first service does then, and when
 * @param status how the run ends
 * @param failure why it fails
 */
record Plot(
        String name,
        Consumer<ClusterObjects> setting,
        Consumer<JobScript> script,
        RunOptions options,
        int services,
        int attachers,
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

    /** How long after the last deed everything must be over, whatever went wrong: an outage, a pause and a stuck call take ten minutes. */
    static final Duration BOUND = ofMinutes(45);

    /** One service submits the job, and it succeeds. */
    static Plot of(String name, Consumer<JobScript> script) {
        return new Plot(name, objects -> {}, script, OPTIONS, 1, 0, List.of(), RunStatus.SUCCEEDED, Optional.empty());
    }

    Plot set(Consumer<ClusterObjects> scene) {
        return new Plot(name, scene, script, options, services, attachers, deeds, status, failure);
    }

    Plot options(RunOptions other) {
        return new Plot(name, setting, script, other, services, attachers, deeds, status, failure);
    }

    Plot services(int count) {
        return new Plot(name, setting, script, options, count, attachers, deeds, status, failure);
    }

    Plot attachers(int count) {
        return new Plot(name, setting, script, options, services, count, deeds, status, failure);
    }

    Plot then(Duration at, Deed.Kind kind, BiConsumer<SimulatedCluster, Actor> act) {
        List<Deed> more = new ArrayList<>(deeds);
        more.add(new Deed(at, kind, act));
        return new Plot(name, setting, script, options, services, attachers, more, status, failure);
    }

    Plot fails(FailureKind kind) {
        return new Plot(
                name, setting, script, options, services, attachers, deeds, RunStatus.FAILED, Optional.of(kind));
    }

    Plot isCancelled() {
        return new Plot(
                name, setting, script, options, services, attachers, deeds, RunStatus.CANCELLED, Optional.empty());
    }

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
     * @param kind whether it is done again by a service that has died
     * @param act what
     */
    record Deed(Duration at, Kind kind, BiConsumer<SimulatedCluster, Actor> act) {
        /** How often something is done. */
        enum Kind {
            /** Once, whatever happens. */
            ONCE,
            /** Again by a service that was started anew: it still wants it. */
            WISH
        }

        boolean isWish() {
            return kind == Kind.WISH;
        }
    }
}
