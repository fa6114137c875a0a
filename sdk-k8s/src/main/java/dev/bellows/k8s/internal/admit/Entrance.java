package dev.bellows.k8s.internal.admit;

import dev.bellows.k8s.internal.preflight.QuotaNeed;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.Admission;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
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
    private final QuotaRooms rooms;
    private final Optional<Duration> patience;
    private final long spacingNanos;

    /** Where somebody waits for room: those who came later wait too. */
    private final Set<String> full = new HashSet<>();

    private long free;
    private int underWay;
    private boolean timed;
    private boolean admitting;

    /** An entrance where nobody has been yet. */
    public Entrance(ClusterPort cluster, TimeSource time, Pressure pressure, Admission rules) {
        this.time = time;
        this.pressure = pressure;
        this.lines = new Lines<>(rules);
        this.rooms = new QuotaRooms(cluster, time, this::admit);
        this.patience = rules.quotaPatience();
        this.spacingNanos = rules.submissionsPerSecond().isPresent()
                ? (long) (Duration.ofSeconds(1).toNanos()
                        / rules.submissionsPerSecond().getAsDouble())
                : 0;
        this.free = time.nanoTime();
    }

    /** Whether runs wait until quotas have room for them. */
    public boolean looksAtQuotas() {
        return patience.isPresent();
    }

    /** A place for a run that is on the cluster already. */
    public Place taken(String queue, Guest guest) {
        Place place = new Place(queue, guest);
        place.inside = true;
        lines.enter(queue);
        return place;
    }

    /** A place for a run that is to be submitted; it enters when it has one, at once perhaps. */
    public Place ask(String queue, Guest guest) {
        Place place = new Place(queue, guest);
        lines.wait(queue, place);
        if (guest.need().isPresent()) {
            place.patience = patience.map(most -> time.after(most, () -> place.impatient(most)))
                    .orElse(null);
        }
        return place;
    }

    /** Lets in whoever may go now. */
    public void admit() {
        if (admitting) {
            return;
        }
        admitting = true;
        full.clear();
        try {
            for (Optional<Place> next = lines.next(Place::mayGo);
                    next.isPresent() && underWay < AT_ONCE && isTime();
                    next = lines.next(Place::mayGo)) {
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
        private final Guest guest;
        private volatile boolean inside;
        private volatile boolean left;
        private TimeSource.@Nullable Timer submitting;
        private TimeSource.@Nullable Timer patience;
        private QuotaAnswer answer = QuotaAnswer.ROOM;

        private Place(String queue, Guest guest) {
            this.queue = queue;
            this.guest = guest;
        }

        /** Whether it has no place yet. */
        public boolean waits() {
            return !inside && !left;
        }

        /** Whether it waits for nothing but its turn; a run that will never have room goes too, to be told so. */
        private boolean mayGo() {
            Optional<QuotaNeed> need = guest.need();
            if (need.isEmpty()) {
                return true;
            }
            if (full.contains(guest.namespace())) {
                return false;
            }
            QuotaAnswer now = rooms.ask(guest.namespace(), need.get());
            if (now.kind() == QuotaAnswer.Kind.SHORT && !now.equals(answer)) {
                guest.waits(now.reason());
            }
            answer = now;
            boolean goes = now.kind() == QuotaAnswer.Kind.ROOM || now.kind() == QuotaAnswer.Kind.NEVER;
            if (!goes) {
                full.add(guest.namespace());
            }
            return goes;
        }

        private void enter() {
            if (answer.kind() == QuotaAnswer.Kind.NEVER) {
                refuse(answer.reason());
                return;
            }
            stopWaiting();
            inside = true;
            lines.withdraw(queue, this);
            lines.enter(queue);
            guest.need().ifPresent(need -> rooms.enter(guest, need));
            underWay++;
            submitting = time.after(LONGEST, this::submitted);
            guest.enter();
        }

        private void impatient(Duration most) {
            if (waits()) {
                refuse("after " + most + (answer.reason().isEmpty() ? " no place was free" : " " + answer.reason()));
                admit();
            }
        }

        private void refuse(String reason) {
            left = true;
            stopWaiting();
            lines.withdraw(queue, this);
            guest.refused(reason);
        }

        private void stopWaiting() {
            if (patience != null) {
                patience.cancel();
                patience = null;
            }
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
            stopWaiting();
            if (inside) {
                lines.leave(queue);
                rooms.leave(guest);
            } else {
                lines.withdraw(queue, this);
            }
            submitted();
            admit();
        }
    }
}
