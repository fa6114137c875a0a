package dev.bellows.k8s.internal.circuit;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether requests go to the API server as they come, one by one, or not at all. After some failures in a row they go one by one
 * until something is answered; after many the circuit is open, and a question from time to time finds out whether the API server is back. Thread-safe.
 */
final class Circuit {
    /** Calls come through a gate; this is room for streams and for questions to pods besides. */
    static final int MOST_HELD = 1_000;

    private final TimeSource time;
    private final Runnable question;
    private final Breaker breaker;
    private final Pace pace = new Pace();
    private final Held held = new Held(MOST_HELD);
    private Runnable whenBack = () -> {};
    private @Nullable Trouble trouble;
    private boolean timed;
    private boolean over;

    /**
     * A circuit that is closed.
     *
     * @param question asks the API server something, whatever it is, and tells what came of it
     */
    Circuit(TimeSource time, Runnable question) {
        this.time = time;
        this.question = question;
        this.breaker = new Breaker(time);
    }

    /** Does something each time the API server is back, in turn. */
    synchronized void whenBack(Runnable news) {
        whenBack = news;
    }

    /** Sends a request at once or later, or refuses it; what cannot be sent throws. */
    void send(Request request) {
        ClusterException refusal;
        synchronized (this) {
            refusal = over ? ended() : breaker.isOpen() ? away() : null;
            if (refusal == null && (!held.isEmpty() || pace.untilNext(time.nanoTime()) > 0)) {
                if (held.add(request)) {
                    sendLater();
                    return;
                }
                refusal = ClusterException.noAnswer("not sent: " + MOST_HELD + " requests wait for the API server");
            }
            if (refusal == null) {
                pace.sent(time.nanoTime(), false);
            }
        }
        if (refusal == null) {
            request.go();
        } else {
            request.refuse(refusal);
        }
    }

    /** The API server has answered, whatever it said. */
    void answered() {
        Runnable then = null;
        synchronized (this) {
            if (breaker.isOpen()) {
                then = whenBack;
            }
            breaker.answered();
            if (trouble != null) {
                pace.answered(time.nanoTime(), trouble.isOver());
                trouble = null;
                time.execute(this::sendHeld);
            }
        }
        if (then != null) {
            time.execute(then);
        }
    }

    /**
     * A request has failed as it does when the API server is in trouble.
     *
     * @param asked whether it was the question
     */
    void failed(ClusterException problem, boolean asked) {
        List<Request> refused = List.of();
        ClusterException refusal;
        synchronized (this) {
            begin(problem);
            refusal = away();
            // What was sent before the circuit opened says nothing about now.
            if (asked || !breaker.isOpen()) {
                Optional<Duration> wait = breaker.failed(problem);
                if (wait.isPresent()) {
                    time.after(wait.get(), this::ask);
                    refused = held.empty();
                }
            }
        }
        refused.forEach(request -> request.refuse(refusal));
    }

    /** What is waited for. */
    synchronized Optional<Wait> waits() {
        return Optional.ofNullable(trouble).map(Trouble::shown);
    }

    /** Nothing is sent any more. */
    void close() {
        List<Request> left;
        synchronized (this) {
            over = true;
            trouble = null;
            left = held.empty();
        }
        left.forEach(request -> request.refuse(ended()));
    }

    private void begin(ClusterException problem) {
        pace.failed(time.nanoTime());
        if (trouble != null) {
            trouble.goesOn(problem);
            return;
        }
        Trouble begun = new Trouble(time, problem);
        trouble = begun;
        time.after(Trouble.LONG, () -> {
            synchronized (this) {
                if (trouble == begun) {
                    begun.tell();
                }
            }
        });
    }

    private void ask() {
        boolean may;
        synchronized (this) {
            may = !over && breaker.mayAsk();
        }
        if (may) {
            question.run();
        }
    }

    private void sendLater() {
        if (!timed) {
            timed = true;
            time.after(Duration.ofNanos(pace.untilNext(time.nanoTime())), () -> {
                synchronized (this) {
                    timed = false;
                }
                sendHeld();
            });
        }
    }

    private void sendHeld() {
        for (Request next = next(); next != null; next = next()) {
            try {
                next.go();
            } catch (RuntimeException e) {
                next.refuse(unsendable(e));
            }
        }
    }

    private synchronized @Nullable Request next() {
        Request next = held.first();
        if (next != null && pace.untilNext(time.nanoTime()) > 0) {
            sendLater();
            return null;
        }
        if (next != null) {
            held.removeFirst();
            pace.sent(time.nanoTime(), !held.isEmpty());
        }
        return next;
    }

    private ClusterException away() {
        return trouble == null ? ClusterException.noAnswer("not sent") : trouble.refusal();
    }

    private static ClusterException ended() {
        return ClusterException.noAnswer("the connection is closed");
    }

    /** Its text may hold what was to be sent. */
    private static ClusterException unsendable(RuntimeException error) {
        return new ClusterException(
                400,
                "BadRequest",
                "it cannot be sent: " + error.getClass().getSimpleName(),
                List.of(),
                Optional.empty());
    }
}
