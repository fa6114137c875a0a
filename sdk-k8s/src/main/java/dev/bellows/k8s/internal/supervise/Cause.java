package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.FailureKind;

/**
 * What an attempt failed by.
 *
 * @param kind the kind
 * @param reason one plain sentence
 */
record Cause(FailureKind kind, String reason) {}
