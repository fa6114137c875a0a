package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptPhase;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The one table by which an attempt moves. A pair that is not in it changes nothing: late and repeated news are no-ops. */
final class Transitions {
    private static final Map<AttemptPhase, Map<Mark, AttemptPhase>> TABLE = new EnumMap<>(AttemptPhase.class);

    static {
        on(AttemptPhase.SUBMITTING, Mark.ACCEPTED, AttemptPhase.PENDING);
        on(AttemptPhase.SUBMITTING, Mark.REFUSED, AttemptPhase.ENDED);
        on(AttemptPhase.SUBMITTING, Mark.GONE, AttemptPhase.ENDED);
        on(AttemptPhase.SUBMITTING, Mark.NEVER_MADE, AttemptPhase.ENDED);
        on(AttemptPhase.PENDING, Mark.PREPARING, AttemptPhase.STARTING);
        on(AttemptPhase.PENDING, Mark.RUNNING, AttemptPhase.RUNNING);
        on(AttemptPhase.STARTING, Mark.RUNNING, AttemptPhase.RUNNING);
        on(AttemptPhase.RUNNING, Mark.STALLED, AttemptPhase.ENDED);
        for (AttemptPhase phase :
                new AttemptPhase[] {AttemptPhase.PENDING, AttemptPhase.STARTING, AttemptPhase.RUNNING}) {
            on(phase, Mark.REFUSED, AttemptPhase.ENDED);
            on(phase, Mark.EXITED_ZERO, AttemptPhase.ENDED);
            on(phase, Mark.EXITED, AttemptPhase.ENDED);
            on(phase, Mark.GONE, AttemptPhase.ENDED);
            on(phase, Mark.OVERDUE, AttemptPhase.ENDED);
        }
        for (AttemptPhase phase : new AttemptPhase[] {AttemptPhase.PENDING, AttemptPhase.STARTING}) {
            on(phase, Mark.STUCK, AttemptPhase.ENDED);
            on(phase, Mark.START_TIMED_OUT, AttemptPhase.ENDED);
        }
    }

    private Transitions() {}

    /** The phase that a mark leads to, or empty if it changes nothing. */
    static Optional<AttemptPhase> next(AttemptPhase phase, Mark mark) {
        return Optional.ofNullable(TABLE.getOrDefault(phase, Map.of()).get(mark));
    }

    private static void on(AttemptPhase phase, Mark mark, AttemptPhase next) {
        TABLE.computeIfAbsent(phase, any -> new EnumMap<>(Mark.class)).put(mark, next);
    }
}
