package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A step in the making: the state as it is so far, and the actions so far. */
final class Draft {
    final Moment now;
    ImmutableSupervision state;
    private final List<Action> actions = new ArrayList<>();

    Draft(Supervision before, Moment now) {
        this.state = ImmutableSupervision.copyOf(before);
        this.now = now;
    }

    Step step() {
        return new Step(state, List.copyOf(actions));
    }

    void act(Action action) {
        actions.add(action);
    }

    void announce(RunEvent event) {
        act(new Action.Announce(event));
    }

    void hear(ExecutorNews news) {
        state = news.state();
        news.events().forEach(this::announce);
    }

    /** Whether the table lets a mark move the attempt; if so it has. */
    boolean moves(Mark mark) {
        Optional<AttemptPhase> next = Transitions.next(state.phase(), mark);
        next.ifPresent(this::enter);
        if (next.filter(phase -> phase == AttemptPhase.ENDED).isPresent()) {
            state = state.withEndedBy(mark);
        }
        return next.isPresent();
    }

    /** Moves the run as a whole, if the table lets it. */
    void become(RunStatus status) {
        if (RunTransitions.allows(state.status(), status)) {
            state = state.withStatus(status);
        }
    }

    void enter(AttemptPhase phase) {
        Map<AttemptPhase, Moment> entered = new HashMap<>(state.entered());
        entered.put(phase, now);
        state = state.withPhase(phase).withEntered(entered);
    }

    /** Forgets all that belonged to the attempt before. */
    void begin(int attempt) {
        state = state.withAttempt(attempt)
                .withPhase(AttemptPhase.SUBMITTING)
                .withEntered(Map.of(AttemptPhase.SUBMITTING, now))
                .withDriverUid(Optional.empty())
                .withDriver(Optional.empty())
                .withPendingReason(Optional.empty())
                .withExecutors(Map.of())
                .withFailedExecutors(List.of())
                .withDeaths(Map.of())
                .withExecutorsSeen(false)
                .withAloneSince(Optional.empty())
                .withImageFailingSince(Optional.empty())
                .withEvents(List.of())
                .withEndedBy(Optional.empty())
                .withAdvancing(false)
                .withLooking(false);
    }

    boolean isRecord(String uid) {
        return state.recordUid().filter(uid::equals).isPresent();
    }

    boolean isDriver(String uid) {
        return state.driverUid().filter(uid::equals).isPresent();
    }

    /** The record of an accepted run. */
    String recordUid() {
        return state.recordUid().orElseThrow();
    }
}
