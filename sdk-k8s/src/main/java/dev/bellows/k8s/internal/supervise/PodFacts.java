package dev.bellows.k8s.internal.supervise;

/**
 * The few things of a pod that decisions are made from.
 *
 * @param uid the pod's UID: a name may be used again, a UID never
 * @param name the pod's name
 * @param phase Kubernetes' phase
 * @param node the node; empty if it has none
 * @param reason the pod's reason, such as {@code Evicted}, or why it is not scheduled; empty if there is none
 * @param message more about it; empty if there is nothing
 * @param owner the UID of the object that controls the pod; empty if there is none
 * @param container the Spark container
 */
public record PodFacts(
        String uid,
        String name,
        String phase,
        String node,
        String reason,
        String message,
        String owner,
        ContainerFacts container) {}
