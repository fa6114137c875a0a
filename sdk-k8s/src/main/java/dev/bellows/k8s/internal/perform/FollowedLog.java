package dev.bellows.k8s.internal.perform;

import dev.bellows.compile.AttemptId;
import dev.bellows.k8s.internal.supervise.Supervision;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ClusterPort.LogQuery;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.DriverLog;
import dev.bellows.run.RunId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The log of a run's driver: those who follow it, and its last lines. */
final class FollowedLog implements DriverLog {
    static final String CONTAINER = "spark-kubernetes-driver";

    /** Enough to reach above a long stack trace, to the line that says what was thrown. */
    private static final int TAIL_LINES = 300;

    /** How long the last lines are read. */
    private static final Duration TAIL = Duration.ofSeconds(10);

    private final Surroundings world;
    private final RunId run;
    private final CompletableFuture<?> driverRan;
    private final Supplier<Supervision> state;
    private final Set<LogFollower> followers = new HashSet<>();
    private @Nullable RuntimeException closed;

    FollowedLog(Surroundings world, RunId run, CompletableFuture<?> driverRan, Supplier<Supervision> state) {
        this.world = world;
        this.run = run;
        this.driverRan = driverRan;
        this.state = state;
    }

    @Override
    public CompletableFuture<Long> follow(Consumer<String> line) {
        LogFollower follower = new LogFollower(world, run, state, line);
        RuntimeException over = join(follower);
        if (over == null) {
            follower.done().whenComplete((lines, error) -> leave(follower));
            driverRan.whenComplete((state, missed) -> world.time().execute(follower::begin));
        } else {
            follower.fail(over);
        }
        return follower.copy();
    }

    private synchronized @Nullable RuntimeException join(LogFollower follower) {
        if (closed == null) {
            followers.add(follower);
        }
        return closed;
    }

    private synchronized void leave(LogFollower follower) {
        followers.remove(follower);
    }

    /** No more lines are delivered. */
    synchronized void close(RuntimeException reason) {
        closed = reason;
        List.copyOf(followers).forEach(follower -> follower.fail(reason));
    }

    /** Completes when those who follow now have heard the last line. */
    synchronized CompletableFuture<Boolean> drained() {
        CompletableFuture<?>[] open = followers.stream().map(LogFollower::done).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(open).thenApply(nothing -> true);
    }

    /** The last lines, as many as come in time; empty if there are none to be had. */
    CompletableFuture<List<String>> tail(int attempt) {
        LastLines lines = new LastLines();
        String pod = new AttemptId(run, attempt, "", "").driverPodName();
        ClusterPort.Stream stream =
                world.cluster().logs(run.namespace(), pod, new LogQuery(CONTAINER, false, TAIL_LINES), lines::add);
        TimeSource.Timer alarm = world.time().after(TAIL, stream::cancel);
        return stream.ended().handle((nothing, error) -> {
            alarm.cancel();
            return lines.all();
        });
    }
}
