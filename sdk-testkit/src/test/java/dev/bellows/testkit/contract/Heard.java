package dev.bellows.testkit.contract;

import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.WatchEvent;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A watch, and what it has told so far. */
final class Heard<T extends HasMetadata> implements AutoCloseable {
    private final ContractCluster cluster;
    private final List<WatchEvent<T>> events = new CopyOnWriteArrayList<>();
    private final ClusterPort.Stream stream;
    private int next;

    private Heard(PortContract contract, ObjectKind<T> kind, String selector, @Nullable String from) {
        cluster = contract.cluster();
        stream = contract.port().watch(kind, contract.namespace(), selector, from, events::add);
    }

    /** What {@link PortContract#SELECTOR} matches, from a version on or from what is there. */
    static <T extends HasMetadata> Heard<T> of(PortContract contract, ObjectKind<T> kind, @Nullable String from) {
        return new Heard<>(contract, kind, PortContract.SELECTOR, from);
    }

    ClusterPort.Stream stream() {
        return stream;
    }

    /** The next event, whatever it is. */
    WatchEvent<T> next() {
        cluster.until("another event", () -> events.size() > next);
        return events.get(next++);
    }

    /** The next event of a type; others are passed over. */
    WatchEvent<T> next(WatchEvent.Type type) {
        WatchEvent<T> event = next();
        while (event.type() != type) {
            event = next();
        }
        return event;
    }

    /** The next event of a type and an object; others are passed over. */
    T next(WatchEvent.Type type, String name) {
        WatchEvent<T> event = next(type);
        while (!Objects.equals(name, event.object().getMetadata().getName())) {
            event = next(type);
        }
        return event.object();
    }

    /** Whether it has told nothing but that it is alive. */
    boolean isSilent() {
        return events.stream().allMatch(event -> event.type() == WatchEvent.Type.BOOKMARK);
    }

    @Override
    public void close() {
        stream.cancel();
    }
}
