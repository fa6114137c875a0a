package dev.bellows.k8s.internal.supervise;

/**
 * How much memory a quota leaves.
 *
 * @param quota its name
 * @param resource what it counts, such as {@code limits.memory}
 * @param freeMib what is left of it, in mebibytes
 */
public record QuotaFacts(String quota, String resource, long freeMib) {}
