package dev.bellows.k8s.internal.describe;

import dev.bellows.run.RunDescription;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What the cluster's parts said about a pod. Pure. */
final class PodEvents {
    private PodEvents() {}

    static List<RunDescription.Event> of(String pod, List<Event> events) {
        return events.stream()
                .map(event -> new RunDescription.Event(
                        at(event),
                        pod,
                        Objects.requireNonNullElse(event.getReason(), ""),
                        Objects.requireNonNullElse(event.getMessage(), ""),
                        Math.max(1, Objects.requireNonNullElse(event.getCount(), 1))))
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
