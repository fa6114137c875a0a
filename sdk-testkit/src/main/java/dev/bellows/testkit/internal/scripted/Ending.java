package dev.bellows.testkit.internal.scripted;

/**
 * How a pod's life ends.
 *
 * @param kind what happens
 * @param exitCode the container's exit code, where it is the container that ends
 */
public record Ending(Kind kind, int exitCode) {
    private static final int KILLED = 137;

    /** The container ends by itself. */
    public static Ending exits(int code) {
        return new Ending(Kind.EXIT, code);
    }

    /** Something else ends it. */
    public static Ending by(Kind kind) {
        return new Ending(kind, KILLED);
    }

    /** What happens. */
    public enum Kind {
        /** The container ends by itself. */
        EXIT,
        /** The container is killed above its memory limit. */
        OUT_OF_MEMORY,
        /** The node pushes the pod out. */
        EVICTED,
        /** The scheduler needs its place for a more important pod. */
        PREEMPTED,
        /** The node dies. */
        NODE_LOST,
        /** Somebody deletes the pod. */
        DELETED
    }
}
