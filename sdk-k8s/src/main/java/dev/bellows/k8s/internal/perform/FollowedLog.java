package dev.bellows.k8s.internal.perform;

import dev.bellows.compile.AttemptId;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ClusterPort.LogQuery;
import dev.bellows.k8s.port.TimeSource;
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

/** The log of a run's driver. A stream that breaks is opened again and the lines already told are skipped. */
final class FollowedLog implements DriverLog {
    static final String CONTAINER = "spark-kubernetes-driver";
    private static final int TAIL_LINES = 50;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ClusterPort cluster;
    private final TimeSource time;
    private final Executor callbacks;
    private final RunId run;
    private final Supplier<CompletableFuture<?>> driverRan;
    private final Supplier<Boolean> driverEnded;
    private final Set<Follower> followers = new HashSet<>();

    FollowedLog(
            Surroundings world, RunId run, Supplier<CompletableFuture<?>> driverRan, Supplier<Boolean> driverEnded) {
        this.cluster = world.cluster();
        this.time = world.time();
        this.callbacks = world.callbacks();
        this.run = run;
        this.driverRan = driverRan;
        this.driverEnded = driverEnded;
    }

    @Override
    public CompletableFuture<Long> follow(Consumer<String> line) {
        Follower follower = new Follower(line);
        time.execute(() -> followers.add(follower));
        follower.done.whenComplete((lines, error) -> time.execute(() -> followers.remove(follower)));
        driverRan.get().whenComplete((state, missed) -> time.execute(follower::open));
        return follower.copy;
    }

    /** Completes when those who follow now have heard the last line; used in turn. */
    CompletableFuture<Boolean> drained() {
        CompletableFuture<?>[] open =
                followers.stream().map(follower -> follower.done).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(open).thenApply(nothing -> true);
    }

    /** The last lines; empty if there are none to be had. */
    CompletableFuture<List<String>> tail() {
        List<String> lines = new ArrayList<>();
        return cluster.logs(run.namespace(), pod(), new LogQuery(CONTAINER, false, TAIL_LINES), lines::add)
                .ended()
                .handle((nothing, error) -> List.copyOf(lines));
    }

    private String pod() {
        return new AttemptId(run, 1, "", "").driverPodName();
    }

    /** One listener, and how far it has heard. */
    private final class Follower {
        private final SerialExecutor serial = new SerialExecutor(callbacks);
        private final Consumer<String> line;
        private final CompletableFuture<Long> done = new CompletableFuture<>();
        private final CompletableFuture<Long> copy = new CompletableFuture<>();
        private long told;
        private long toldBefore = -1;

        Follower(Consumer<String> line) {
            this.line = line;
        }

        void open() {
            long skip = told;
            long[] seen = {0};
            ClusterPort.Stream stream = cluster.logs(run.namespace(), pod(), new LogQuery(CONTAINER, true, 0), text -> {
                if (seen[0]++ >= skip && !copy.isDone()) {
                    told++;
                    serial.execute(() -> line.accept(text));
                }
            });
            copy.whenComplete((lines, error) -> stream.cancel());
            stream.ended().whenComplete((nothing, error) -> time.execute(() -> ended(error == null)));
        }

        private void ended(boolean wholly) {
            // A stream may end before the driver does; it is over when a new one tells nothing more.
            boolean over = driverEnded.get() || (wholly && told == toldBefore);
            toldBefore = told;
            if (over || copy.isDone()) {
                done.complete(told);
                serial.execute(() -> copy.complete(told));
            } else {
                time.after(PAUSE, this::open);
            }
        }
    }
}
