package dev.bellows.k8s.internal.supervise;

/** The decision of the runtime: from state and signal to state and actions. Pure: no clock, no effect, no memory. */
public final class Supervisor {
    private Supervisor() {}

    /** What a signal leads to at a moment. */
    public static Step step(Supervision state, Signal signal, Moment now) {
        Turn turn = new Turn(state, now);
        signal.read(turn);
        return turn.end();
    }
}
