package dev.bellows.testkit.internal.simulation;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort.WatchListener;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.WatchEvent;
import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.FaultKind;
import dev.bellows.testkit.fault.Step;
import dev.bellows.testkit.internal.store.Subscription;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One watch between the store and a process: events come in the order of the store, each a little later, unless a fault says otherwise. */
final class WatchStream<T extends HasMetadata> {
    private static final Duration BOOKMARKS = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofMinutes(30);
    private static final Duration LATE = Duration.ofSeconds(30);

    private final SimulatedApi api;
    private final SdkProcess process;
    private final ObjectKind<T> kind;
    private final String namespace;
    private final WatchListener<T> listener;
    private final SimulatedStream stream = new SimulatedStream();
    private @Nullable Subscription subscription;
    private @Nullable Runnable held;
    private boolean silent;
    private boolean withoutBookmarks;
    private long lastDue;

    WatchStream(SimulatedApi api, SdkProcess process, ObjectKind<T> kind, String namespace, WatchListener<T> listener) {
        this.api = api;
        this.process = process;
        this.kind = kind;
        this.namespace = namespace;
        this.listener = listener;
        stream.onCancel(this::unsubscribe);
    }

    SimulatedStream stream() {
        return stream;
    }

    /** The request has arrived. */
    void open(String selector, @Nullable String fromVersion, Optional<Fault> fault) {
        fault.map(Fault::kind).ifPresent(this::strike);
        later(stream::begin);
        try {
            subscription = api.objects().watch(kind, namespace, selector, fromVersion, this::event);
        } catch (ClusterException e) {
            later(() -> stream.fail(e));
            return;
        }
        if (stream.isOver()) {
            unsubscribe();
        }
        api.time().after(BOOKMARKS, this::bookmark);
        api.time().after(MOST, () -> later(stream::end));
    }

    /** The connection breaks. */
    void sever(ClusterException problem) {
        unsubscribe();
        later(() -> stream.fail(problem));
    }

    private void bookmark() {
        Subscription present = subscription;
        if (present != null && isOpen()) {
            if (!withoutBookmarks) {
                present.bookmark();
            }
            api.time().after(BOOKMARKS, this::bookmark);
        }
    }

    private boolean isOpen() {
        if (stream.isOver() || process.time().isKilled()) {
            unsubscribe();
            return false;
        }
        return true;
    }

    private void event(dev.bellows.testkit.internal.store.WatchEvent event) {
        if (!isOpen() || silent) {
            return;
        }
        if (event.type() == dev.bellows.testkit.internal.store.WatchEvent.Type.ERROR) {
            unsubscribe();
            later(() -> stream.fail(ModelStore.refusal(event.object())));
            return;
        }
        Step step = api.step(
                process.name(),
                "event",
                kind.plural(),
                namespace,
                event.object().path("metadata").path("name").asText(event.type().name()));
        Optional<Fault> fault = api.fault(step);
        api.disturb(step, fault, Fault.Side.BEFORE);
        WatchEvent<T> told = new WatchEvent<>(
                WatchEvent.Type.valueOf(event.type().name()), api.objects().model(kind, event.object()));
        Runnable tell = () -> {
            if (!stream.isOver()) {
                listener.event(told);
                api.disturb(step, fault, Fault.Side.AFTER);
            }
        };
        pass(tell, fault.map(Fault::kind).orElse(null));
    }

    private void pass(Runnable tell, @Nullable FaultKind fault) {
        if (fault == FaultKind.EVENT_DROPPED) {
            return;
        }
        if (fault == FaultKind.EVENT_REORDERED && held == null) {
            held = tell;
            // Without a next event it is only late.
            api.time().after(LATE, this::release);
            return;
        }
        if (fault == FaultKind.EVENT_DELAYED) {
            lastDue = Math.max(lastDue, api.time().nanos() + LATE.toNanos());
        }
        later(tell);
        if (fault == FaultKind.EVENT_DUPLICATED) {
            later(tell);
        }
        release();
        if (fault != null) {
            strike(fault);
        }
    }

    private void release() {
        Runnable waiting = held;
        held = null;
        if (waiting != null) {
            later(waiting);
        }
    }

    private void strike(FaultKind fault) {
        switch (fault) {
            case WATCH_EXPIRES -> expire();
            case WATCH_ENDS -> {
                unsubscribe();
                later(stream::end);
            }
            case WATCH_FALLS_SILENT -> silent = true;
            case BOOKMARKS_LOST -> withoutBookmarks = true;
            default -> {}
        }
    }

    private void expire() {
        sever(new ClusterException(410, "Expired", "too old resource version", java.util.List.of(), Optional.empty()));
    }

    private void unsubscribe() {
        Subscription present = subscription;
        subscription = null;
        if (present != null) {
            present.close();
        }
    }

    /** After what is on its way already. */
    private void later(Runnable news) {
        long now = api.time().nanos();
        lastDue = Math.max(lastDue, now + api.latency().toNanos());
        process.time().hear(Duration.ofNanos(lastDue - now), news);
    }
}
