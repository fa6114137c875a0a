package dev.bellows.k8s.internal.supervise;

/**
 * What a part of the cluster said about a pod.
 *
 * @param reason the event's reason, such as {@code FailedMount}
 * @param message what it said
 */
public record EventFacts(String reason, String message) {}
