package dev.bellows.k8s.internal.supervise;

import java.util.OptionalInt;

/**
 * What is known of a pod's Spark container.
 *
 * @param waiting the reason it waits, such as {@code ImagePullBackOff}; empty if it does not wait
 * @param waitingMessage more about it; empty if there is nothing
 * @param running whether it runs
 * @param exitCode its exit code, if it ended
 * @param ended the reason it ended, such as {@code OOMKilled}; empty if it has not
 * @param lastWords its termination message; empty if there is none
 */
public record ContainerFacts(
        String waiting, String waitingMessage, boolean running, OptionalInt exitCode, String ended, String lastWords) {
    /** A container of which nothing is known yet. */
    public static final ContainerFacts UNKNOWN = new ContainerFacts("", "", false, OptionalInt.empty(), "", "");
}
