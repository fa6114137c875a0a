package dev.bellows.k8s.internal.supervise;

import java.time.Duration;
import java.util.Optional;

/** What it means for an attempt that its driver's image cannot be pulled, once and again. */
final class Pulls {
    /** A tag may be pushed while its job starts, and a registry may deny what it gives a moment later: several pulls have failed by then. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Draft draft;

    Pulls(Draft draft) {
        this.draft = draft;
    }

    /** The driver has not started; as it was seen last. */
    void look(PodFacts driver) {
        boolean failing = ImagePull.isFailing(driver.container());
        if (failing && draft.state.imageFailingSince().isEmpty()) {
            draft.state = draft.state.withImageFailingSince(draft.now);
            draft.act(new Action.SetAlarm(Alarm.IMAGE, draft.state.attempt(), PATIENCE));
        } else if (!failing) {
            draft.state = draft.state.withImageFailingSince(Optional.empty());
        }
        giveUp(draft.state.attempt());
    }

    /** Whether they have failed for a while, and what was said last gives no hope for the next one. */
    boolean areInVain() {
        Supervision state = draft.state;
        boolean lasts = state.imageFailingSince()
                .filter(since -> draft.now.since(since).compareTo(PATIENCE) >= 0)
                .isPresent();
        return lasts
                && state.driver()
                        .flatMap(pod -> ImagePull.inVain(pod, state.events()))
                        .isPresent();
    }

    /** They may have failed for long enough: the driver is looked at before that counts. */
    void mayBeInVain(int attempt) {
        Supervision state = draft.state;
        boolean waits = Transitions.next(state.phase(), Mark.STUCK).isPresent();
        if (attempt == state.attempt() && waits && state.imageFailingSince().isPresent()) {
            draft.act(new Action.LookBefore(
                    Alarm.IMAGE, attempt, state.driverUid().orElseThrow()));
        }
    }

    /** Gives the attempt up if they are in vain. */
    void giveUp(int attempt) {
        if (attempt == draft.state.attempt() && areInVain() && draft.moves(Mark.STUCK)) {
            draft.act(new Action.TakeEvidence(attempt));
        }
    }
}
