package dev.bellows.testkit.fault;

import java.util.Locale;

/**
 * One mishap.
 *
 * @param kind what goes wrong
 * @param side whether before or after the step has taken effect
 */
public record Fault(FaultKind kind, Side side) {
    /** Before the step has taken effect. */
    public static Fault before(FaultKind kind) {
        return new Fault(kind, Side.BEFORE);
    }

    /** After the step has taken effect, and before anybody knows. */
    public static Fault after(FaultKind kind) {
        return new Fault(kind, Side.AFTER);
    }

    /** As it stands in traces, such as {@code unavailable after}. */
    @Override
    public String toString() {
        return (kind.name().replace('_', ' ') + " " + side).toLowerCase(Locale.ROOT);
    }

    /** When a mishap happens at its step. */
    public enum Side {
        /** The step has not taken effect, and may never. */
        BEFORE,
        /** The step has taken effect. */
        AFTER
    }
}
