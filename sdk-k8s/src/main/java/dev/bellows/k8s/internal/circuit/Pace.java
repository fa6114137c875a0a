package dev.bellows.k8s.internal.circuit;

import java.time.Duration;

/** How far apart requests are sent: as they come while all is well. Not thread-safe. */
final class Pace {
    /** Three a second, until one is answered. */
    private static final long IN_TROUBLE = Duration.ofMillis(340).toNanos();

    /** One request in ten may fail, and the others go on as they come: three in a row are another matter. */
    private static final int TROUBLE = 3;

    /** What thousands of runs have to catch up on comes evenly: 150 a second. */
    private static final long AFTER_TROUBLE = Duration.ofSeconds(1).toNanos() / 150;

    /** Longer than any call pauses before it is made again. */
    private static final long CATCHING_UP = Duration.ofMinutes(1).toNanos();

    private int failures;
    private boolean catchingUp;
    private long caughtUp;
    private long next;

    /** A request has failed. */
    void failed(long now) {
        failures = Math.min(failures + 1, TROUBLE + 1);
        if (failures == TROUBLE) {
            next = now + IN_TROUBLE;
        }
    }

    /** A request was answered; after a long trouble the others come back one after the other. */
    void answered(long now, boolean wasLong) {
        failures = 0;
        next = now;
        if (wasLong) {
            catchingUp = true;
            caughtUp = now + CATCHING_UP;
        }
    }

    /** How long the next request has to wait; 0 or less if it need not. */
    long untilNext(long now) {
        return distance() == 0 ? 0 : next - now;
    }

    /** A request is sent. */
    void sent(long now, boolean othersWait) {
        next = now + distance();
        if (!othersWait && catchingUp && now - caughtUp > 0) {
            catchingUp = false;
        }
    }

    private long distance() {
        return failures >= TROUBLE ? IN_TROUBLE : catchingUp ? AFTER_TROUBLE : 0;
    }
}
