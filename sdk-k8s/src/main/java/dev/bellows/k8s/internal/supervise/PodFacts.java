package dev.bellows.k8s.internal.supervise;

/**
 * The few things of a pod that decisions are made from.
 *
 * @param uid the pod's UID: a name may be used again, a UID never
 * @param name the pod's name
 * @param attempt the attempt it says it belongs to; 0 if it says none
 * @param phase Kubernetes' phase
 * @param node the node; empty if it has none
 * @param reason the pod's reason, such as {@code Evicted}, or why it is not scheduled; empty if there is none
 * @param message more about it; empty if there is nothing
 * @param owner the UID of the object that controls the pod; empty if there is none
 * @param deleting whether somebody has asked for its deletion
 * @param exitException what a driver of Spark 4.1 and later noted of the exception it ended with; empty if nothing
 * @param container the Spark container
 */
public record PodFacts(
        String uid,
        String name,
        int attempt,
        String phase,
        String node,
        String reason,
        String message,
        String owner,
        boolean deleting,
        String exitException,
        ContainerFacts container) {
    /** A pod of which nothing is known. */
    static final PodFacts UNKNOWN = new PodFacts("", "", 0, "", "", "", "", "", false, "", ContainerFacts.UNKNOWN);

    /** Whether nothing of it runs any more, as its node says. */
    public boolean hasEnded() {
        return container.exitCode().isPresent() || phase.equals("Failed") || phase.equals("Succeeded");
    }

    /** Whether something of it may run: a node has it, and has not said that it ended. */
    boolean mayRun() {
        return !node.isEmpty() && !hasEnded();
    }
}
