package dev.bellows.k8s.internal.perform;

import dev.bellows.compile.AttemptId;
import dev.bellows.k8s.internal.pause.Pauses;
import dev.bellows.k8s.internal.supervise.Supervision;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ClusterPort.LogQuery;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.AttemptPhase;
import dev.bellows.run.DriverLog;
import dev.bellows.run.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The log of a run's driver. A stream that breaks is opened again and the lines already told are skipped. */
final class FollowedLog implements DriverLog {
    static final String CONTAINER = "spark-kubernetes-driver";
    /** Enough to reach above a long stack trace, to the line that says what was thrown. */
    private static final int TAIL_LINES = 300;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final ClusterPort cluster;
    private final TimeSource time;
    private final Executor callbacks;
    private final RunId run;
    private final CompletableFuture<?> driverRan;
    private final Supplier<Supervision> state;
    private final Set<Follower> followers = new HashSet<>();
    private @Nullable RuntimeException closed;

    FollowedLog(Surroundings world, RunId run, CompletableFuture<?> driverRan, Supplier<Supervision> state) {
        this.cluster = world.cluster();
        this.time = world.time();
        this.callbacks = world.callbacks();
        this.run = run;
        this.driverRan = driverRan;
        this.state = state;
    }

    @Override
    public CompletableFuture<Long> follow(Consumer<String> line) {
        Follower follower = new Follower(line);
        RuntimeException over = join(follower);
        if (over == null) {
            follower.done.whenComplete((lines, error) -> leave(follower));
            driverRan.whenComplete((state, missed) -> time.execute(follower::open));
        } else {
            follower.fail(over);
        }
        return follower.copy;
    }

    private synchronized @Nullable RuntimeException join(Follower follower) {
        if (closed == null) {
            followers.add(follower);
        }
        return closed;
    }

    private synchronized void leave(Follower follower) {
        followers.remove(follower);
    }

    /** Nobody watches the run any more. */
    synchronized void close(RuntimeException reason) {
        closed = reason;
        List.copyOf(followers).forEach(follower -> follower.fail(reason));
    }

    /** Completes when those who follow now have heard the last line. */
    synchronized CompletableFuture<Boolean> drained() {
        CompletableFuture<?>[] open =
                followers.stream().map(follower -> follower.done).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(open).thenApply(nothing -> true);
    }

    /** The last lines; empty if there are none to be had. */
    CompletableFuture<List<String>> tail(int attempt) {
        List<String> lines = new ArrayList<>();
        return cluster.logs(run.namespace(), pod(attempt), new LogQuery(CONTAINER, false, TAIL_LINES), lines::add)
                .ended()
                .handle((nothing, error) -> List.copyOf(lines));
    }

    private boolean driverEnded() {
        return state.get().visible().phase() == AttemptPhase.ENDED;
    }

    private String pod(int attempt) {
        return new AttemptId(run, attempt, "", "").driverPodName();
    }

    /** One listener, and how far it has heard. */
    private final class Follower {
        private final SerialExecutor serial = new SerialExecutor(callbacks);
        private final Consumer<String> line;
        private final CompletableFuture<Long> done = new CompletableFuture<>();
        private final CompletableFuture<Long> copy = new CompletableFuture<>();
        private final Pauses pauses = new Pauses(PAUSE, LONGEST_PAUSE, time.random());
        private long told;
        private long toldBefore;
        private int fruitless;

        Follower(Consumer<String> line) {
            this.line = line;
        }

        void fail(RuntimeException reason) {
            done.complete(told);
            serial.execute(() -> copy.completeExceptionally(reason));
        }

        void open() {
            if (done.isDone()) {
                return;
            }
            long skip = told;
            long[] seen = {0};
            ClusterPort.Stream stream = cluster.logs(
                    run.namespace(), pod(state.get().attempt()), new LogQuery(CONTAINER, true, 0), text -> {
                        if (seen[0]++ >= skip && !done.isDone() && !copy.isDone()) {
                            told++;
                            serial.execute(() -> line.accept(text));
                        }
                    });
            copy.whenComplete((lines, error) -> stream.cancel());
            done.whenComplete((lines, error) -> stream.cancel());
            stream.ended()
                    .whenComplete((nothing, error) ->
                            time.execute(() -> ended(error == null ? null : ClusterException.in(error))));
        }

        private void ended(@Nullable ClusterException problem) {
            // A stream may end before the driver does, and is then opened again; one that broke told not all.
            boolean over = driverEnded() && (problem == null || !problem.isPassing());
            fruitless = told == toldBefore ? fruitless + 1 : 1;
            toldBefore = told;
            if (over || copy.isDone()) {
                done.complete(told);
                serial.execute(() -> copy.complete(told));
            } else {
                time.after(pauses.after(fruitless), this::open);
            }
        }
    }
}
