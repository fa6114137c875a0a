package dev.bellows.k8s.internal.observe;

import dev.bellows.k8s.internal.pause.Pauses;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.k8s.port.WatchEvent;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watch that is kept open: renewed from the last resource version when it ends or falls silent, and by a LIST only when that
 * version has expired. What is told of it is compared with what there is from time to time; where watching is denied and listing is not,
 * lists take its place. All its work is done in turn with the runs'.
 */
final class WatchLoop<T extends HasMetadata> {
    private static final Logger LOG = LoggerFactory.getLogger(WatchLoop.class);

    /** Kubernetes sends a bookmark about every minute; a watch that is silent for longer is taken for dead. */
    private static final Duration SILENCE = Duration.ofSeconds(90);

    /** A watch is answered at once, whether or not there is something to tell. */
    private static final Duration OPENING = Duration.ofSeconds(10);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);

    /** What a watch has missed is to be known within half a minute of the API server's return. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Rights that are missing for so long are missing: a token is renewed, and a role bound, in less. */
    private static final Duration REFUSED = Duration.ofSeconds(5);

    private static final int EXPIRED = 410;
    private static final int FORBIDDEN = 403;

    /** A right that is missing is not given within seconds, and the API server is well. */
    private static final Duration LONGEST_DENIAL = Duration.ofSeconds(30);

    private final ClusterPort cluster;
    private final TimeSource time;
    private final ObjectKind<T> kind;
    private final String namespace;
    private final String selector;
    private final ObjectListener<T> listener;
    private final Pauses pauses;
    private final Pauses denials;
    private final WatchHealth health;
    private final KnownObjects<T> known;
    private final Comparison<T> comparison;
    private ClusterPort.@Nullable Stream stream;
    private TimeSource.@Nullable Timer alarm;

    /** What is done after a pause. */
    private @Nullable Runnable next;

    private int pauseNumber;
    private @Nullable String version;

    /** Whether all that was there when the watch first opened has been told: it comes in no order of versions, and without an end mark. */
    private boolean whole;

    /** Whether something was told from elsewhere before the watch was open: it may be gone by the time it opens. */
    private boolean blind;

    private int failures;

    /** Since when every opening was refused, in monotonic time. */
    private @Nullable Long refusedSince;

    private boolean fruitful;
    private int opening;
    private boolean closed;

    WatchLoop(
            ClusterPort cluster,
            TimeSource time,
            ObjectKind<T> kind,
            String namespace,
            String selector,
            ObjectListener<T> listener) {
        this.cluster = cluster;
        this.time = time;
        this.pauses = new Pauses(SHORTEST_PAUSE, LONGEST_PAUSE, time.random());
        this.denials = new Pauses(SHORTEST_PAUSE, LONGEST_DENIAL, time.random());
        this.health = new WatchHealth(time, namespace, kind.plural());
        this.kind = kind;
        this.namespace = namespace;
        this.selector = selector;
        this.listener = listener;
        this.known = new KnownObjects<>(listener);
        this.comparison =
                new Comparison<>(cluster, time, kind, namespace, selector, known, this::isWell, this::startAnew);
    }

    /** Opens the watch, for as long as it is not closed. */
    void begin() {
        comparison.begin();
        open();
    }

    private void open() {
        if (closed) {
            return;
        }
        if (blind) {
            relist();
            return;
        }
        int current = ++opening;
        fruitful = false;
        ClusterPort.Stream opened =
                cluster.watch(kind, namespace, selector, version, event -> time.execute(() -> heard(current, event)));
        stream = opened;
        opened.opened().thenRun(() -> time.execute(() -> answered(current)));
        opened.ended()
                .whenComplete((nothing, error) ->
                        time.execute(() -> ended(current, error == null ? null : ClusterException.in(error))));
        listen(current, OPENING);
    }

    void close() {
        closed = true;
        comparison.close();
        stopListening();
        if (stream != null) {
            stream.cancel();
        }
    }

    /** Opens the watch anew from where it was, unless it told something lately: one that has fallen silent has missed something. */
    void catchUp() {
        if (!closed && stream != null && alarm != null && !health.heardLately()) {
            renew();
        }
    }

    /** Opens the watch anew: from where it was, if all that there was has been told by then. */
    private void renew() {
        if (stream != null) {
            stream.cancel();
        }
        if (isPart()) {
            relist();
        } else {
            open();
        }
    }

    /** Opens the watch now if it waits for that, and anew if it has fallen silent. */
    void openAgain() {
        if (next != null) {
            goOn(pauseNumber);
        } else {
            catchUp();
        }
    }

    private void startAnew() {
        if (stream != null) {
            stream.cancel();
        }
        relist();
    }

    /** An object that was seen in a LIST of another's: its end is told like that of those the watch has told of. */
    void note(T object, Remembered what) {
        known.note(object, what);
        blind |= version == null;
    }

    /** Whether it is open, has been answered, and has not fallen silent. */
    boolean isWell() {
        return !closed && alarm != null && health.isGood();
    }

    /** What the watch is like now. */
    WatchState state() {
        return health.state();
    }

    private void answered(int from) {
        if (!closed && from == opening) {
            refusedSince = null;
            health.heard();
            listen(from, SILENCE);
            if (blind) {
                startAnew();
            }
        }
    }

    private void heard(int from, WatchEvent<T> event) {
        if (closed || from != opening) {
            return;
        }
        listen(from, SILENCE);
        fruitful = true;
        failures = 0;
        health.heard();
        T object = event.object();
        version = object.getMetadata().getResourceVersion();
        whole |= event.type() != WatchEvent.Type.ADDED;
        switch (event.type()) {
            case BOOKMARK -> {}
            case DELETED -> known.gone(object);
            default -> known.seen(object);
        }
    }

    private void ended(int from, @Nullable ClusterException problem) {
        if (closed || from != opening) {
            return;
        }
        stopListening();
        boolean expired = problem != null && problem.code() == EXPIRED;
        boolean refused = problem != null && isRefusal(problem);
        if (problem != null && refused) {
            listener.refused(problem);
        }
        // A watch that has told something and is denied since: what may be listed is not missed.
        boolean denied = refused && version != null && problem != null && problem.code() == FORBIDDEN;
        Runnable then = expired || denied || isPart() ? this::relist : this::open;
        // A server that ends every watch at once must not be asked again at once.
        boolean usual = problem == null ? fruitful : expired && failures == 0;
        if (usual) {
            failures++;
            then.run();
        } else {
            pause(problem, then);
        }
    }

    /** Whether there may be objects of a lower version than the last one's that were never told. */
    private boolean isPart() {
        return version != null && !whole;
    }

    /** Whether the credentials do not do, and not only for a moment. */
    private boolean isRefusal(ClusterException problem) {
        if (!problem.isDenied()) {
            refusedSince = null;
            return false;
        }
        if (refusedSince == null) {
            refusedSince = time.nanoTime();
        }
        return time.nanoTime() - refusedSince >= REFUSED.toNanos();
    }

    /** Nothing else goes on until it is answered: the watch is neither open nor opened by anything else. */
    private void relist() {
        if (closed) {
            return;
        }
        int current = ++opening;
        stopListening();
        cluster.list(kind, namespace, selector)
                .whenComplete((listing, error) -> time.execute(() -> {
                    if (closed || current != opening) {
                        return;
                    }
                    if (error != null) {
                        pause(ClusterException.in(error), this::relist);
                        return;
                    }
                    version = listing.resourceVersion();
                    whole = true;
                    blind = false;
                    known.reconcile(listing.items());
                    open();
                }));
    }

    private void pause(@Nullable ClusterException problem, Runnable then) {
        failures++;
        Duration wait = (problem != null && problem.isDenied() ? denials : pauses).after(failures);
        String why = problem == null ? "ended at once" : String.valueOf(problem.getMessage());
        health.failed(why);
        LOG.debug("watch of {} in {}: {}; again in {}", kind.plural(), namespace, why, wait);
        int current = ++pauseNumber;
        this.next = then;
        time.after(wait, () -> goOn(current));
    }

    private void goOn(int pause) {
        Runnable then = next;
        if (pause == pauseNumber && then != null) {
            next = null;
            then.run();
        }
    }

    private void listen(int current, Duration patience) {
        stopListening();
        alarm = time.after(patience, () -> silent(current));
    }

    private void silent(int current) {
        if (!closed && current == opening && stream != null) {
            LOG.debug("watch of {} in {} is silent: renewed", kind.plural(), namespace);
            health.failed("it is silent");
            renew();
            listener.renewed();
        }
    }

    private void stopListening() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }
}
