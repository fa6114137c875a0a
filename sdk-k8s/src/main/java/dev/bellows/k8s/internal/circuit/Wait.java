package dev.bellows.k8s.internal.circuit;

import java.time.Instant;

/**
 * What a connection waits for.
 *
 * @param what what it waits for; no text of a request or of an answer, which may hold a secret
 * @param since since when, by this machine's clock
 */
public record Wait(String what, Instant since) {}
