package dev.bellows.conformance;

import static dev.bellows.conformance.SampleJobs.newKey;
import static dev.bellows.conformance.Watching.await;

import dev.bellows.job.SparkJobBuilder;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.Executor;
import dev.bellows.run.ExecutorState;
import dev.bellows.run.Release;
import dev.bellows.run.RunOptions;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A run of {@link SampleJobs#narrowEnd} that has come to its last task: of its executors one works, and all hold what it will read.
 *
 * @param watching the run
 */
public record NarrowRun(Watching watching) {
    private static final int LOOKS = 400;

    /**
     * What became of those who were to go.
     *
     * @param released those that were given back, in the order in which they went
     * @param took from the first request until they were gone
     * @param target how many Spark wants then
     */
    public record Given(Set<Integer> released, Duration took, OptionalInt target) {}

    /** Submits, and waits for the last task. */
    public static NarrowRun of(SparkKubernetes spark, SparkJobBuilder job) {
        NarrowRun run = new NarrowRun(Watching.of(spark.submit(job.build(), RunOptions.key(newKey()))));
        await(run.watching.run().executorsRunning(6));
        for (int look = 0; look < LOOKS && run.idle().size() != 5; look++) {
            if (run.watching.run().result().isDone()) {
                throw new IllegalStateException("it ended before: " + run.watching.lines());
            }
        }
        return run;
    }

    /** Those without tasks that hold what is needed. */
    public List<Integer> idle() {
        // A release looks anew, even if it means an executor that does not exist.
        await(watching.run().release(Release.executors(999)));
        return await(watching.run().executors()).stream()
                .filter(executor -> executor.state() == ExecutorState.HOLDING_SHUFFLE)
                .map(Executor::id)
                .toList();
    }

    /** Gives back all that are idle, as they come to be, and waits until one is left. */
    public Given giveBack() {
        long begun = System.nanoTime();
        Set<Integer> released = new LinkedHashSet<>();
        for (int look = 0; look < LOOKS && (released.isEmpty() || alive() > 1); look++) {
            released.addAll(await(watching.run().release(Release.idle(Duration.ofSeconds(1))))
                    .released());
            if (watching.run().result().isDone()) {
                throw new IllegalStateException("it ended before: " + watching.lines());
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return new Given(released, took, await(watching.run().scaling()).target());
    }

    private long alive() {
        await(watching.run().release(Release.executors(999)));
        return await(watching.run().executors()).stream()
                .filter(executor -> executor.state().isAlive())
                .count();
    }

    /** How many executors have ever run. */
    public long started() {
        return watching.told().stream()
                .filter(event -> event.matches("executor \\d+ running.*"))
                .count();
    }
}
