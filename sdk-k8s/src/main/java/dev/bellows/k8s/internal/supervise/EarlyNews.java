package dev.bellows.k8s.internal.supervise;

import java.util.ArrayList;
import java.util.List;

/** News that comes before it is known which objects are ours, or of an attempt before the record tells of it. */
final class EarlyNews {
    private final Draft draft;

    EarlyNews(Draft draft) {
        this.draft = draft;
    }

    /** Keeps the signal if it is too early for it; {@code attempt} is the one that it tells of, or 0. */
    boolean keeps(Signal signal, int attempt) {
        if (draft.state.accepted() && attempt <= draft.state.attempt()) {
            return false;
        }
        if (!draft.state.status().isFinal()) {
            List<Signal> kept = new ArrayList<>(draft.state.early());
            kept.add(signal);
            draft.state = draft.state.withEarly(kept);
        }
        return true;
    }

    void hear(SignalReader reader) {
        if (draft.state.accepted() && !draft.state.early().isEmpty()) {
            List<Signal> early = draft.state.early();
            draft.state = draft.state.withEarly(List.of());
            early.forEach(news -> news.read(reader));
        }
    }
}
