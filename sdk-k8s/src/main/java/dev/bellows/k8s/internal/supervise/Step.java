package dev.bellows.k8s.internal.supervise;

import java.util.List;

/**
 * What a signal leads to.
 *
 * @param state the state after it
 * @param actions what is to be done, in this order
 */
public record Step(Supervision state, List<Action> actions) {}
