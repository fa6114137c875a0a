package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.internal.admit.Pressure;
import dev.bellows.k8s.internal.pause.Pauses;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Makes calls, each with a deadline, and makes them again while their failure may pass. Thread-safe. */
final class Tries {
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How many calls are under way at once, watches aside. */
    private static final int AT_ONCE = 64;

    /** The pause does not grow after so many. */
    private static final int MOST_TURNS = 10;

    /** After this a call whose credentials are refused is made for the last time: a token may be renewed, or not yet be known everywhere. */
    private static final Duration REFUSED = Duration.ofMillis(2_500);

    /** How often it is made again: soon, and when that time is over. */
    private static final int TOKENS = 2;

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;

    private final Supplier<Optional<Instant>> serverTime;
    private final TimeSource time;
    private final Pressure pressure;
    private final Pauses pauses;
    private final Gate gate;
    private final ApiClock clock;

    /** How many calls in a row, of whatever run, had no usable answer. */
    private final AtomicInteger unanswered = new AtomicInteger();

    /**
     * Tries of calls to one cluster.
     *
     * @param serverTime what the last answer said the time was
     */
    Tries(Supplier<Optional<Instant>> serverTime, TimeSource time, Pressure pressure) {
        this.serverTime = serverTime;
        this.time = time;
        this.pressure = pressure;
        this.pauses = new Pauses(Duration.ofMillis(100), Duration.ofSeconds(5), time.random());
        this.gate = new Gate(AT_ONCE, time::execute);
        this.clock = new ApiClock(time);
    }

    /** The API server's time, as the answers of all calls tell it. */
    ApiClock clock() {
        return clock;
    }

    /**
     * Makes a call until it is answered, or its failure does not seem to pass.
     *
     * @param until a time up to which it is made again even if the usual patience is over before, in monotonic time
     */
    <T> CompletableFuture<T> of(Supplier<CompletableFuture<T>> call, long until) {
        Call<T> tried = new Call<>(call);
        // Patience begins with the call, not while it waits for others.
        tried.enter(() -> {
            long usual = time.nanoTime() + PATIENCE.toNanos();
            tried.make(until - usual > 0 ? until : usual);
        });
        return tried.result;
    }

    /** Makes a call once, at once, and draws no conclusion from it. */
    <T> CompletableFuture<T> once(Supplier<CompletableFuture<T>> call) {
        CompletableFuture<T> answer;
        try {
            answer = call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(unsendable(e));
        }
        TimeSource.Timer alarm = time.after(CALL, () -> giveUp(answer));
        return answer.handle((value, error) -> {
            alarm.cancel();
            if (error != null) {
                throw ClusterException.in(error);
            }
            return value;
        });
    }

    /** A call that cannot even be made, such as one with an impossible name, never will be. */
    static ClusterException unsendable(RuntimeException error) {
        return new ClusterException(
                BAD_REQUEST, "BadRequest", String.valueOf(error.getMessage()), List.of(), Optional.empty());
    }

    /** What it has cost on its way is given back. */
    private static void giveUp(CompletableFuture<?> answer) {
        answer.completeExceptionally(ClusterException.noAnswer("no answer within " + CALL.toSeconds() + " s"));
        answer.cancel(true);
    }

    /** One call. */
    private final class Call<T> {
        private final Supplier<CompletableFuture<T>> call;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private int turn;
        private int unauthorized;
        private long refusedSince;

        Call(Supplier<CompletableFuture<T>> call) {
            this.call = call;
        }

        void enter(Runnable make) {
            if (!gate.enter(make)) {
                result.completeExceptionally(new ClusterException(
                        TOO_MANY,
                        "TooManyRequests",
                        Gate.MOST_WAITING + " calls wait for their turn already",
                        List.of(),
                        Optional.empty()));
            }
        }

        void make(long deadline) {
            turn++;
            long start = time.nanoTime();
            CompletableFuture<T> answer;
            try {
                answer = call.get();
            } catch (RuntimeException e) {
                gate.leave();
                result.completeExceptionally(unsendable(e));
                return;
            }
            TimeSource.Timer alarm = time.after(CALL, () -> giveUp(answer));
            answer.whenComplete((value, error) -> {
                alarm.cancel();
                gate.leave();
                Duration took = Duration.ofNanos(time.nanoTime() - start);
                serverTime.get().ifPresent(date -> clock.heard(date, took));
                if (error == null) {
                    pressure.answered(time.nanoTime(), took, OK);
                    unanswered.set(0);
                    result.complete(value);
                } else {
                    failed(ClusterException.in(error), took, deadline);
                }
            });
        }

        private void failed(ClusterException problem, Duration took, long deadline) {
            long now = time.nanoTime();
            pressure.answered(now, took, problem.code());
            // Many calls that fail at once say what many turns of one do: the API server needs rest.
            int failures = problem.isPassing() ? Math.min(unanswered.incrementAndGet(), MOST_TURNS) : 0;
            Duration usual = pauses.after(Math.max(turn, failures));
            boolean mayPass = mayPass(problem);
            Duration least = unauthorized == TOKENS
                    ? REFUSED.minusNanos(now - refusedSince)
                    : problem.retryAfter().orElse(usual);
            Duration pause = least.compareTo(usual) > 0 ? least : usual;
            boolean late = now + pause.toNanos() - deadline > 0;
            if (late || !mayPass) {
                result.completeExceptionally(problem);
            } else {
                time.after(pause, () -> enter(() -> make(deadline)));
            }
        }

        private boolean mayPass(ClusterException problem) {
            if (problem.code() != UNAUTHORIZED) {
                return problem.isPassing();
            }
            unauthorized++;
            if (unauthorized == 1) {
                refusedSince = time.nanoTime();
            }
            return unauthorized <= TOKENS;
        }
    }
}
