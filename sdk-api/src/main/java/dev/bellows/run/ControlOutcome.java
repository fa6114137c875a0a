package dev.bellows.run;

/** What became of something that a driver was asked to do. */
public enum ControlOutcome {
    /** Spark has accepted it. */
    DONE,
    /** Dynamic allocation changes the number of executors as work comes and goes: it would overwrite any other one. */
    OWNED_BY_DYNAMIC_ALLOCATION,
    /** The job was submitted without {@code control()}. */
    NO_CONTROL,
    /** No driver runs: the run has not begun or has ended. */
    NO_DRIVER,
    /** There is none of these executors. */
    NO_SUCH_EXECUTOR,
    /** The listener came with another version of Bellows, and the two do not understand each other. */
    UNKNOWN_VERSION,
    /** The driver was started with another key than the one that the run's Secret holds now. */
    WRONG_KEY,
    /** The connection's account has not the rights of {@code RoleManifests.withControl()}. */
    FORBIDDEN,
    /** The listener did not answer: the driver is starting or ending, or goes on without a listener that could not start. */
    UNREACHABLE,
    /** It makes no sense, or would do harm, such as a negative number. */
    REFUSED,
    /** This version of Spark does it otherwise, or has failed at it. */
    FAILED
}
