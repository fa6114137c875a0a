package dev.bellows.k8s.internal.describe;

import dev.bellows.run.RunDescription;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What the cluster's parts said, in the order in which they said it last. Pure. */
final class DriverEvents {
    private DriverEvents() {}

    static List<RunDescription.Event> of(List<Event> events) {
        return events.stream()
                .map(event -> new RunDescription.Event(
                        at(event),
                        Objects.requireNonNullElse(event.getReason(), ""),
                        Objects.requireNonNullElse(event.getMessage(), ""),
                        Math.max(1, Objects.requireNonNullElse(event.getCount(), 1))))
                .sorted(Comparator.comparing(RunDescription.Event::at))
                .toList();
    }

    /** Newer parts of Kubernetes write the time of an event, older ones that of its first and last mention. */
    private static Instant at(Event event) {
        return Stream.of(
                        Optional.ofNullable(event.getLastTimestamp()),
                        Optional.ofNullable(event.getEventTime()).map(time -> time.getTime()),
                        Optional.ofNullable(event.getMetadata().getCreationTimestamp()))
                .flatMap(Optional::stream)
                .findFirst()
                .map(Instant::parse)
                .orElse(Instant.EPOCH);
    }
}
