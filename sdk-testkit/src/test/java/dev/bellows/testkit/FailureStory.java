package dev.bellows.testkit;

import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Retention;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How a kind of failure is made.
 *
 * @param kind the kind
 * @param how what happens, for the page
 * @param script makes it happen
 */
record FailureStory(FailureKind kind, String how, Function<SimulatedCluster, SparkRun> script) {
    static final RunOptions OPTIONS = RunOptions.key("2026-11-20").retention(Retention.none());

    static List<FailureStory> all() {
        return Stream.of(RefusedStories.all(), StartStories.all(), EndStories.all())
                .flatMap(List::stream)
                .toList();
    }

    SparkRun tell(SimulatedCluster cluster) {
        return script.apply(cluster);
    }

    static SparkJobBuilder job() {
        return SparkJob.builder()
                .name("daily-revenue")
                .image("registry.example.com/acme/spark:4.1.1")
                .jar("local:///opt/app/revenue.jar", "com.acme.Revenue")
                .executors(e -> e.count(2));
    }

    static JobScript script(SimulatedCluster cluster) {
        return cluster.job("daily-revenue");
    }

    static SparkRun submit(SimulatedCluster cluster) {
        return cluster.spark().submit(job().build(), OPTIONS);
    }

    @Override
    public String toString() {
        return kind + ": " + how;
    }
}
