package dev.bellows.testkit.internal.scripted;

/**
 * How a pod's life ends.
 *
 * @param kind what happens
 * @param exitCode the container's exit code, where it is the container that ends
 * @param exception what Spark notes on the pod of the exception that ended its program; empty if nothing
 */
public record Ending(Kind kind, int exitCode, String exception) {
    private static final int KILLED = 137;

    /** The container ends by itself. */
    public static Ending exits(int code) {
        return new Ending(Kind.EXIT, code, "");
    }

    /** The program ends with an exception that Spark notes on the pod. */
    public static Ending throwing(String exception) {
        return new Ending(Kind.EXIT, 1, exception);
    }

    /** Something else ends it. */
    public static Ending by(Kind kind) {
        return new Ending(kind, KILLED, "");
    }

    /** What happens. */
    public enum Kind {
        /** The container ends by itself. */
        EXIT,
        /** The container is killed above its memory limit. */
        OUT_OF_MEMORY,
        /** The node pushes the pod out. */
        EVICTED,
        /** The node pushes the pod out, and says nothing of its containers. */
        EVICTED_BARE,
        /** The pod's phase goes back for a moment: no end at all. */
        GOES_BACK,
        /** The scheduler needs its place for a more important pod. */
        PREEMPTED,
        /** The node dies. */
        NODE_LOST,
        /** The node shuts down in good order. */
        SHUT_DOWN,
        /** Somebody deletes the pod. */
        DELETED,
        /** The program is done and Spark has stopped, and the container runs on. */
        HANGS
    }
}
