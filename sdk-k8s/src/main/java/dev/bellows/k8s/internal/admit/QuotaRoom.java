package dev.bellows.k8s.internal.admit;

import dev.bellows.k8s.internal.preflight.QuotaNeed;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the quotas of one namespace leave for runs that are not all there yet. Knows no time. Not thread-safe. */
final class QuotaRoom {
    private final Map<Guest, QuotaNeed.Owed> owed = new LinkedHashMap<>();
    private List<ResourceQuota> quotas = List.of();

    /** The quotas are about to be read: what is there by now is counted in them, and what comes from now on may not be. */
    void look() {
        owed.replaceAll((guest, before) -> new QuotaNeed.Owed(before.need(), guest.pods()));
    }

    /** The quotas as they were read. */
    void read(List<ResourceQuota> now) {
        quotas = now;
    }

    QuotaAnswer ask(QuotaNeed need) {
        Optional<String> never = first(need::lackInAllOf);
        if (never.isPresent()) {
            return new QuotaAnswer(QuotaAnswer.Kind.NEVER, never.get());
        }
        return first(quota -> need.lackIn(quota, owed.values()))
                .map(lack -> new QuotaAnswer(QuotaAnswer.Kind.SHORT, lack))
                .orElse(QuotaAnswer.ROOM);
    }

    /** A run goes in: its room is its own until it leaves. */
    void enter(Guest guest, QuotaNeed need) {
        owed.put(guest, new QuotaNeed.Owed(need, 0));
    }

    void leave(Guest guest) {
        owed.remove(guest);
    }

    private Optional<String> first(Function<ResourceQuota, Optional<String>> lack) {
        return quotas.stream().map(lack).flatMap(Optional::stream).findFirst();
    }
}
