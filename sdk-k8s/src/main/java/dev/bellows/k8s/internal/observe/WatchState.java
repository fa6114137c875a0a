package dev.bellows.k8s.internal.observe;

import java.time.Instant;
import java.util.Optional;

/**
 * What a watch is like.
 *
 * @param namespace the namespace
 * @param kind what is watched
 * @param lastHeard when it last heard something
 * @param problem why it hears nothing at the moment
 * @param waitsSince since when it has heard nothing for that
 */
public record WatchState(
        String namespace,
        String kind,
        Optional<Instant> lastHeard,
        Optional<String> problem,
        Optional<Instant> waitsSince) {}
