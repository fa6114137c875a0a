package dev.bellows.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many executors a run has, wants and could do without. Immutable.
 *
 * @param seen when this was read, in the API server's time, to the second
 * @param dynamic whether Spark changes the number as work comes and goes
 * @param target how many Spark wants now; empty if the driver does not tell
 * @param needed how many its waiting and running tasks could use; empty if the driver does not tell
 * @param minimum the least number, as the conf says; of a fixed number that number
 * @param maximum the largest number, as the conf says; empty if there is none
 * @param running how many run
 * @param pending how many were asked for and do not run yet
 * @param holdingShuffle how many run, have no task and hold shuffle data that running work needs; empty if the driver does not tell
 * @param leaving how many were told to go and still run
 * @param decisions what was decided about single executors through this process, the newest last, at most 100
 * @param silence why the driver does not tell; empty if it does
 */
public record Scaling(
        Instant seen,
        boolean dynamic,
        OptionalInt target,
        OptionalInt needed,
        int minimum,
        OptionalInt maximum,
        int running,
        int pending,
        OptionalInt holdingShuffle,
        int leaving,
        List<Decision> decisions,
        Optional<DriverSilence> silence) {
    /** Copies the list. */
    public Scaling {
        decisions = List.copyOf(decisions);
    }

    /**
     * What was decided about an executor, and why.
     *
     * @param at when, in this process's time
     * @param executor Spark's executor id
     * @param outcome what became of it
     * @param why in a sentence, with the numbers that it was decided by
     */
    public record Decision(Instant at, int executor, Outcome outcome, String why) {
        @Override
        public String toString() {
            return "executor " + executor + " " + outcome + ": " + why;
        }
    }

    /** What became of an executor. */
    public enum Outcome {
        /** It goes: the deletion of its pod was accepted, or the driver has told it to go. */
        RELEASED,
        /** It stays, for what it does or holds. */
        KEPT,
        /** It stays, because Spark would start another one in its place. */
        WOULD_BE_REPLACED,
        /** There is no such executor. */
        UNKNOWN,
        /** Its pod should have been deleted, and the API server refused or did not answer. */
        FAILED,
        /** It stays, and should not: it holds nothing but shuffle data that nothing has needed for long. */
        STUCK
    }
}
