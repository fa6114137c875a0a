package dev.bellows.k8s.internal.circuit;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time from a first failure until something is answered: said once, if it lasts, and once when it is over. Not thread-safe. */
final class Trouble {
    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

    /** What passes sooner is not worth a word. */
    static final Duration LONG = Duration.ofSeconds(1);

    private final TimeSource time;
    private final Instant since;
    private final long sinceNanos;
    private ClusterException last;
    private boolean told;

    Trouble(TimeSource time, ClusterException first) {
        this.time = time;
        this.since = time.wallTime();
        this.sinceNanos = time.nanoTime();
        this.last = first;
    }

    /** It is not over. */
    void goesOn(ClusterException problem) {
        last = problem;
    }

    /** It has lasted. */
    void tell() {
        told = true;
        LOG.warn("requests wait for {} since {}", what(), since);
    }

    /** Something was answered; says whether that took long. */
    boolean isOver() {
        Duration lasted = Duration.ofNanos(time.nanoTime() - sinceNanos);
        if (told) {
            LOG.info("the API server answers again, after {}: what has waited is sent", lasted);
        }
        return lasted.compareTo(LONG) >= 0;
    }

    Wait shown() {
        return new Wait(what(), since);
    }

    /** What a request is refused with that is not sent meanwhile: what the last one failed with. */
    ClusterException refusal() {
        String why = last.code() == 0 ? String.valueOf(last.getMessage()) : "it answers " + last.code();
        return ClusterException.noAnswer(why + ", since " + since.truncatedTo(ChronoUnit.SECONDS));
    }

    private String what() {
        if (last.code() == 0) {
            return "an answer of the API server";
        }
        String answer = "the API server, which answers " + last.code();
        return last.retryAfter().isPresent() ? answer + " and asks to wait" : answer;
    }
}
