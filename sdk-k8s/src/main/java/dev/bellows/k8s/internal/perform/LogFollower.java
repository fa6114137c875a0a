package dev.bellows.k8s.internal.perform;

import dev.bellows.compile.AttemptId;
import dev.bellows.k8s.internal.pause.Pauses;
import dev.bellows.k8s.internal.supervise.Supervision;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ClusterPort.LogQuery;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.AttemptPhase;
import dev.bellows.run.RunId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One listener to the log of one attempt's driver. A stream that breaks is opened again, and what was told is not told twice; a listener
 * that is slower than the driver holds the stream back.
 */
final class LogFollower {
    /** So much text waits for a listener before no more of it is read; what is on its way comes on top. */
    static final int MOST_WAITING = 4 * 1024 * 1024;

    /** With so little waiting, more is read. */
    private static final int LITTLE_WAITING = MOST_WAITING / 4;

    /** What a line takes beyond its text. */
    private static final int LINE = 64;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** Rights may be given a little late. */
    private static final Duration REFUSED = Duration.ofMinutes(1);

    /** A node that has gone does not tell what a driver said last, and its pod may stay for long. */
    private static final Duration BROKEN = Duration.ofMinutes(15);

    private final ClusterPort cluster;
    private final TimeSource time;
    private final RunId run;
    private final Supplier<Supervision> state;
    private final SerialExecutor serial;
    private final Consumer<String> line;
    private final CompletableFuture<Long> done = new CompletableFuture<>();
    private final CompletableFuture<Long> copy = new CompletableFuture<>();
    private final Pauses pauses;
    private final LogPosition position = new LogPosition();
    private final Object streamLock = new Object();
    private ClusterPort.@Nullable Stream stream;
    private final AtomicLong told = new AtomicLong();
    private int attempt;
    private long toldBefore;
    private int fruitless;
    private @Nullable Long refusedSince;
    private @Nullable Long brokenSince;

    LogFollower(Surroundings world, RunId run, Supplier<Supervision> state, Consumer<String> line) {
        this.cluster = world.cluster();
        this.time = world.time();
        this.run = run;
        this.state = state;
        this.serial = new SerialExecutor(world.callbacks(), this::regulate);
        this.line = line;
        this.pauses = new Pauses(PAUSE, LONGEST_PAUSE, time.random());
        copy.whenComplete((lines, error) -> end());
    }

    /** Completes where the user's code runs. */
    CompletableFuture<Long> copy() {
        return copy;
    }

    /** Completes when the last line is on its way to the listener. */
    CompletableFuture<Long> done() {
        return done;
    }

    /** No more lines are delivered. */
    void fail(RuntimeException reason) {
        end();
        serial.execute(() -> copy.completeExceptionally(reason));
    }

    /** Follows the attempt under way, from now on and no other. */
    void begin() {
        attempt = state.get().attempt();
        open();
    }

    private void open() {
        if (isOver()) {
            return;
        }
        String pod = new AttemptId(run, attempt, "", "").driverPodName();
        LogQuery query = new LogQuery(FollowedLog.CONTAINER, true, 0, true, position.begin());
        ClusterPort.Stream opened = cluster.logs(run.namespace(), pod, query, this::heard);
        synchronized (streamLock) {
            stream = opened;
        }
        regulate();
        if (isOver()) {
            stop();
        }
        opened.ended()
                .whenComplete((nothing, error) ->
                        time.execute(() -> ended(error == null ? null : ClusterException.in(error))));
    }

    private void heard(String text) {
        if (isOver()) {
            return;
        }
        position.heard(text).ifPresent(fresh -> {
            told.incrementAndGet();
            serial.execute(() -> line.accept(fresh), fresh.length() + LINE);
            regulate();
        });
    }

    /** Reads on or not, as much waits for the listener. */
    private void regulate() {
        synchronized (streamLock) {
            long waiting = serial.weight();
            if (stream != null && waiting > MOST_WAITING) {
                stream.hold();
            } else if (stream != null && waiting < LITTLE_WAITING) {
                stream.release();
            }
        }
    }

    private void ended(@Nullable ClusterException problem) {
        if (isOver()) {
            return;
        }
        if (problem != null && (isRefused(problem) || isBroken(problem))) {
            fail(problem);
            return;
        }
        // A stream may end before the driver does, and is then opened again; one that broke told not all.
        boolean last = driverEnded() && (problem == null || !problem.isPassing());
        fruitless = told.get() == toldBefore ? fruitless + 1 : 1;
        toldBefore = told.get();
        if (last) {
            end();
            serial.execute(() -> copy.complete(told.get()));
        } else {
            time.after(pauses.after(fruitless), this::open);
        }
    }

    /** Whether the credentials do not do, and not only for a moment. */
    private boolean isRefused(ClusterException problem) {
        if (!problem.isDenied()) {
            refusedSince = null;
            return false;
        }
        long now = time.nanoTime();
        if (refusedSince == null) {
            refusedSince = now;
        }
        return driverEnded() || now - refusedSince >= REFUSED.toNanos();
    }

    /** Whether the driver has ended, and its last lines cannot be had. */
    private boolean isBroken(ClusterException problem) {
        if (!driverEnded() || !problem.isPassing()) {
            brokenSince = null;
            return false;
        }
        long now = time.nanoTime();
        if (brokenSince == null) {
            brokenSince = now;
        }
        return now - brokenSince >= BROKEN.toNanos();
    }

    private boolean driverEnded() {
        Supervision now = state.get();
        return now.attempt() > attempt || now.visible().phase() == AttemptPhase.ENDED;
    }

    private boolean isOver() {
        return done.isDone() || copy.isDone();
    }

    private void end() {
        done.complete(told.get());
        stop();
    }

    private void stop() {
        synchronized (streamLock) {
            if (stream != null) {
                stream.cancel();
            }
        }
    }
}
