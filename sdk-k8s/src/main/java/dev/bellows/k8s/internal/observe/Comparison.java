package dev.bellows.k8s.internal.observe;

import dev.bellows.k8s.internal.pause.Pauses;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what a watch has missed although it is well: from time to time the metadata of all objects is listed, and what differs from what the
 * watch has told is read by name. Used in turn.
 */
final class Comparison<T extends HasMetadata> {
    private static final Logger LOG = LoggerFactory.getLogger(Comparison.class);

    /** With the spread it is four and a half minutes at most. */
    private static final Duration PAUSE = Duration.ofMinutes(3);

    /** More differences than these are mended by one list. */
    private static final int ONE_BY_ONE = 20;

    private final ClusterPort cluster;
    private final TimeSource time;
    private final ObjectKind<T> kind;
    private final String namespace;
    private final String selector;
    private final KnownObjects<T> known;
    private final BooleanSupplier well;
    private final Runnable relist;
    private TimeSource.@Nullable Timer timer;
    private boolean closed;

    /**
     * A comparison that has not begun.
     *
     * @param well whether the watch is open, and tells what happens as far as it knows
     * @param relist reads all objects anew
     */
    Comparison(
            ClusterPort cluster,
            TimeSource time,
            ObjectKind<T> kind,
            String namespace,
            String selector,
            KnownObjects<T> known,
            BooleanSupplier well,
            Runnable relist) {
        this.cluster = cluster;
        this.time = time;
        this.kind = kind;
        this.namespace = namespace;
        this.selector = selector;
        this.known = known;
        this.well = well;
        this.relist = relist;
    }

    void begin() {
        if (!closed) {
            timer = time.after(Pauses.spread(PAUSE, time.random()), this::look);
        }
    }

    void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
        }
    }

    private void look() {
        if (closed) {
            return;
        }
        if (!well.getAsBoolean()) {
            begin();
            return;
        }
        Map<String, Version> before = known.versions();
        cluster.list(ObjectKind.metadata(kind.apiVersion(), kind.plural()), namespace, selector)
                .whenComplete((listing, error) -> time.execute(() -> {
                    if (error != null) {
                        LOG.debug("{} in {} cannot be compared: {}", kind.plural(), namespace, error.toString());
                    } else if (!closed && well.getAsBoolean()) {
                        compare(before, listing.items());
                    }
                    begin();
                }));
    }

    private void compare(Map<String, Version> before, List<PartialObjectMetadata> items) {
        Map<String, Version> there = new HashMap<>();
        known.open(items).forEach(item -> there.put(item.getMetadata().getName(), Version.of(item)));
        List<String> differ = Stream.concat(before.keySet().stream(), there.keySet().stream())
                .distinct()
                .filter(name -> !Objects.equals(before.get(name), there.get(name)) && isUnchanged(name, before))
                .toList();
        if (differ.size() > ONE_BY_ONE) {
            LOG.debug("watch of {} in {} has missed much: listed anew", kind.plural(), namespace);
            relist.run();
        } else {
            differ.forEach(name -> read(name, before));
        }
    }

    /** Whether the watch has told nothing of an object meanwhile: else its word counts, and the next comparison's. */
    private boolean isUnchanged(String name, Map<String, Version> before) {
        return Objects.equals(before.get(name), known.version(name));
    }

    private void read(String name, Map<String, Version> before) {
        cluster.get(kind, namespace, name)
                .whenComplete((object, error) -> time.execute(() -> {
                    if (closed || !isUnchanged(name, before)) {
                        return;
                    }
                    if (error == null && isSelected(object)) {
                        known.found(object);
                    } else if (error == null || ClusterException.in(error).isNotFound()) {
                        known.missed(name);
                    }
                }));
    }

    private boolean isSelected(T object) {
        Map<String, String> labels =
                Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
        return Stream.of(selector.split(",", -1))
                .map(term -> term.split("=", 2))
                .allMatch(term -> term[1].equals(labels.get(term[0])));
    }

    /** Which object was seen under a name, and when. */
    record Version(String uid, String resourceVersion) {
        static Version of(HasMetadata object) {
            return new Version(
                    object.getMetadata().getUid(), object.getMetadata().getResourceVersion());
        }
    }
}
