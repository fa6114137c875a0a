package dev.bellows.k8s.internal.executors;

import dev.bellows.run.Release;
import dev.bellows.run.ScaleDown;
import dev.bellows.run.Scaling.Decision;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Deciding what becomes of 1,000 executors, from what pods and driver said: their states, the shuffle data they hold, who goes. */
@State(Scope.Benchmark)
public class DecisionBenchmark {
    /** Whether shuffle data is handed on by those who are told to go. */
    @Param({"false", "true"})
    private boolean migrated;

    private final ScaleDown policy = ScaleDown.idle(Duration.ofSeconds(30))
            .stuckAfter(Duration.ofMinutes(5))
            .releaseStuck();
    private final Release idle = Release.idle(Duration.ofSeconds(30));
    private final Release named =
            Release.executors(IntStream.rangeClosed(1, ManyExecutors.NUMBER).toArray());
    private Reading reading = ManyExecutors.reading(false);

    /** Makes what was read. */
    @Setup
    public void read() {
        reading = ManyExecutors.reading(migrated);
    }

    /** What a policy does every ten seconds. */
    @Benchmark
    public List<Decision> policy() {
        return ScaleDownPlan.of(policy, reading);
    }

    /** All that are idle. */
    @Benchmark
    public List<Decision> releaseIdle() {
        return ReleasePlan.of(idle, reading);
    }

    /** All of them by their ids. */
    @Benchmark
    public List<Decision> releaseNamed() {
        return ReleasePlan.of(named, reading);
    }
}
