package dev.bellows.k8s.internal.circuit;

import dev.bellows.k8s.internal.pause.Pauses;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.TimeSource;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Resilience4j's circuit breaker on the runtime's time: it counts, and says when it is time to ask. Not thread-safe. */
final class Breaker {
    /** Four in five of the last twenty requests: one of three API servers that is away does not open it. */
    private static final int WINDOW = 20;

    private static final int LEAST = 10;
    private static final float MOST_FAILURES = 80;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

    /** What the API server asks for is kept, but two questions a second are enough, and its return must not be missed. */
    private static final Duration LEAST_ASKED = Duration.ofMillis(500);

    private static final Duration MOST_ASKED = Duration.ofSeconds(10);

    /** Kubernetes asks for a second where it says nothing else. */
    private static final Duration USUALLY_ASKED = Duration.ofSeconds(1);

    private static final int TOO_MANY_REQUESTS = 429;

    /** A wait is over when it has passed. */
    private static final Duration A_LITTLE = Duration.ofMillis(1);

    private final CircuitBreaker breaker;
    private final Pauses pauses;
    private Optional<Duration> asked = Optional.empty();
    private Duration wait = FIRST_WAIT;

    /** A breaker whose circuit is closed. */
    Breaker(TimeSource time) {
        this.pauses = new Pauses(FIRST_WAIT, LONGEST_WAIT, time.random());
        this.breaker = CircuitBreaker.of(
                "API server",
                CircuitBreakerConfig.custom()
                        .clock(new MonotonicClock(time))
                        .slidingWindow(WINDOW, LEAST, SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(MOST_FAILURES)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitIntervalFunctionInOpenState(this::millisUntilQuestion)
                        .writableStackTraceEnabled(false)
                        .build());
    }

    /** Whether no request is to be sent but a question. */
    boolean isOpen() {
        return breaker.getState() != CircuitBreaker.State.CLOSED;
    }

    /** Whether it is time for a question; the next one comes after this one's end. */
    boolean mayAsk() {
        return isOpen() && breaker.tryAcquirePermission();
    }

    /** Something was answered: whatever it was, the circuit is closed from now on. */
    void answered() {
        if (!isOpen()) {
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        }
        // An answer, too, makes the breaker look at what it has counted, and may open it.
        if (isOpen()) {
            breaker.transitionToClosedState();
        }
    }

    /** A request, or a question, has failed; how long until the next question if the circuit is open now. */
    Optional<Duration> failed(ClusterException problem) {
        asked = problem.code() == TOO_MANY_REQUESTS
                ? problem.retryAfter().or(() -> Optional.of(USUALLY_ASKED))
                : problem.retryAfter();
        breaker.onError(0, TimeUnit.NANOSECONDS, problem);
        return isOpen() ? Optional.of(wait.plus(A_LITTLE)) : Optional.empty();
    }

    private long millisUntilQuestion(int turn) {
        wait = asked.map(Breaker::bounded).orElseGet(() -> pauses.after(turn));
        return wait.toMillis();
    }

    private static Duration bounded(Duration asked) {
        Duration least = asked.compareTo(LEAST_ASKED) < 0 ? LEAST_ASKED : asked;
        return least.compareTo(MOST_ASKED) > 0 ? MOST_ASKED : least;
    }

    /** No clock that jumps opens or closes anything. */
    private static final class MonotonicClock extends Clock {
        private final TimeSource time;

        MonotonicClock(TimeSource time) {
            this.time = time;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(time.nanoTime());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
