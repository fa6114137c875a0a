package dev.bellows.k8s.internal.admit;

import dev.bellows.k8s.internal.preflight.QuotaNeed;
import dev.bellows.k8s.internal.preflight.QuotaReading;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.TimeSource;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The room that quotas leave, by namespace: they are read when a run asks, and from time to time while one waits. Used in turn. */
final class QuotaRooms {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaRooms.class);

    /** How long a reading stands: who comes meanwhile is counted with those who came before. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** How often quotas are read while somebody waits. */
    private static final Duration LOOK = Duration.ofSeconds(10);

    private static final int FORBIDDEN = 403;

    private final ClusterPort cluster;
    private final TimeSource time;
    private final Runnable news;
    private final Map<String, Reading> readings = new HashMap<>();

    /**
     * Rooms of which nothing is known.
     *
     * @param news done when more is known
     */
    QuotaRooms(ClusterPort cluster, TimeSource time, Runnable news) {
        this.cluster = cluster;
        this.time = time;
        this.news = news;
    }

    /** Whether a run may go. Until that is known it may not; then there is news. */
    QuotaAnswer ask(String namespace, QuotaNeed need) {
        Reading reading = readings.computeIfAbsent(namespace, Reading::new);
        if (!reading.isFresh()) {
            reading.begin();
            return QuotaAnswer.UNKNOWN;
        }
        QuotaAnswer answer = reading.room.ask(need);
        if (answer.kind() == QuotaAnswer.Kind.SHORT) {
            reading.later();
        }
        return answer;
    }

    /** A run goes in. */
    void enter(Guest guest, QuotaNeed need) {
        readings.computeIfAbsent(guest.namespace(), Reading::new).room.enter(guest, need);
    }

    /** A run is over, and with it what it was to get. */
    void leave(Guest guest) {
        Reading reading = readings.get(guest.namespace());
        if (reading != null) {
            reading.room.leave(guest);
        }
    }

    /** What is known of one namespace, and since when. */
    private final class Reading {
        private final String namespace;
        private final QuotaRoom room = new QuotaRoom();
        private @Nullable Long since;
        private boolean underWay;
        private boolean timed;

        Reading(String namespace) {
            this.namespace = namespace;
        }

        boolean isFresh() {
            return since != null && time.nanoTime() - since <= FRESH.toNanos();
        }

        void begin() {
            if (underWay) {
                return;
            }
            underWay = true;
            room.look();
            QuotaReading.all(cluster, namespace)
                    .whenComplete((quotas, error) -> time.execute(() -> {
                        underWay = false;
                        if (error == null) {
                            known(quotas);
                        } else {
                            unknown(ClusterException.in(error));
                        }
                    }));
        }

        private void unknown(ClusterException problem) {
            if (problem.code() == FORBIDDEN) {
                LOG.warn("quotas of {} cannot be read, so that no run waits: {}", namespace, problem.getMessage());
                known(List.of());
            } else {
                LOG.warn("quotas of {} cannot be read, trying again: {}", namespace, problem.getMessage());
                later();
            }
        }

        private void known(List<ResourceQuota> quotas) {
            room.read(quotas);
            since = time.nanoTime();
            news.run();
        }

        /** Reads again after a while, as somebody waits. */
        void later() {
            if (!timed) {
                timed = true;
                time.after(LOOK, () -> {
                    timed = false;
                    begin();
                });
            }
        }
    }
}
