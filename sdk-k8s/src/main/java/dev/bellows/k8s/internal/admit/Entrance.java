package dev.bellows.k8s.internal.admit;

import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.Admission;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where runs wait until there is a place for them, and time for their submission. Used in turn. */
public final class Entrance {
    /** How many submissions are under way at once: enough for any API server, and few enough to hold their objects in memory. */
    private static final int AT_ONCE = 32;

    /** One that waits, such as for a name that is being deleted, keeps others out for so long at most. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final TimeSource time;
    private final Pressure pressure;
    private final Lines<Place> lines;
    private final long spacingNanos;
    private long free;
    private int underWay;
    private boolean timed;
    private boolean admitting;

    /** An entrance where nobody has been yet. */
    public Entrance(TimeSource time, Pressure pressure, Admission rules) {
        this.time = time;
        this.pressure = pressure;
        this.lines = new Lines<>(rules);
        this.spacingNanos = rules.submissionsPerSecond().isPresent()
                ? (long) (Duration.ofSeconds(1).toNanos()
                        / rules.submissionsPerSecond().getAsDouble())
                : 0;
        this.free = time.nanoTime();
    }

    /** A place for a run that is on the cluster already. */
    public Place taken(String queue) {
        Place place = new Place(queue, () -> {});
        place.inside = true;
        lines.enter(queue);
        return place;
    }

    /** A place for a run that is to be submitted; what it does when it has one, at once perhaps. */
    public Place ask(String queue, Runnable go) {
        Place place = new Place(queue, go);
        lines.wait(queue, place);
        return place;
    }

    /** Lets in whoever may go now. */
    public void admit() {
        if (admitting) {
            return;
        }
        admitting = true;
        try {
            for (Optional<Place> next = lines.next();
                    next.isPresent() && underWay < AT_ONCE && isTime();
                    next = lines.next()) {
                free = Math.max(free, time.nanoTime()) + Math.max(spacingNanos, pressure.distanceNanos());
                next.get().enter();
            }
        } finally {
            admitting = false;
        }
    }

    private boolean isTime() {
        long wait = free - time.nanoTime();
        if (wait <= 0) {
            return true;
        }
        if (!timed) {
            timed = true;
            time.after(Duration.ofNanos(wait), () -> {
                timed = false;
                admit();
            });
        }
        return false;
    }

    /** One run's place, or its wait for one. */
    public final class Place {
        private final String queue;
        private final Runnable go;
        private volatile boolean inside;
        private volatile boolean left;
        private TimeSource.@Nullable Timer submitting;

        private Place(String queue, Runnable go) {
            this.queue = queue;
            this.go = go;
        }

        /** Whether it has no place yet. */
        public boolean waits() {
            return !inside && !left;
        }

        private void enter() {
            inside = true;
            lines.withdraw(queue, this);
            lines.enter(queue);
            underWay++;
            submitting = time.after(LONGEST, this::submitted);
            go.run();
        }

        /** The run's submission is answered: there is time for another one. */
        public void submitted() {
            if (submitting != null) {
                submitting.cancel();
                submitting = null;
                underWay--;
                admit();
            }
        }

        /** The run needs its place no more, or does not want one any more. */
        public void leave() {
            if (left) {
                return;
            }
            left = true;
            if (inside) {
                lines.leave(queue);
            } else {
                lines.withdraw(queue, this);
            }
            submitted();
            admit();
        }
    }
}
