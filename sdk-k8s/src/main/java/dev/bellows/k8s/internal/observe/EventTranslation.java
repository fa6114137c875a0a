package dev.bellows.k8s.internal.observe;

import dev.bellows.k8s.internal.supervise.EventFacts;
import io.fabric8.kubernetes.api.model.Event;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From events to facts. Pure. */
public final class EventTranslation {
    private static final int KEPT = 10;

    private EventTranslation() {}

    /** What events say, each thing once, the newest first. */
    public static List<EventFacts> facts(List<Event> events) {
        return events.stream()
                .sorted(Comparator.comparing(EventTranslation::time).reversed())
                .map(event -> new EventFacts(text(event.getReason()), text(event.getMessage())))
                .distinct()
                .limit(KEPT)
                .toList();
    }

    /** When it was said last; parts of the cluster fill in different fields. */
    private static String time(Event event) {
        return Stream.of(
                        text(event.getLastTimestamp()),
                        text(event.getFirstTimestamp()),
                        text(event.getMetadata().getCreationTimestamp()))
                .filter(time -> !time.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
