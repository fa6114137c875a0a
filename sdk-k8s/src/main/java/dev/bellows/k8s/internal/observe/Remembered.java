package dev.bellows.k8s.internal.observe;

import dev.bellows.k8s.internal.supervise.Signal;
import org.jspecify.annotations.Nullable;

/**
 * What stays of an object while it is there: as little as tells its end when nobody else does.
 *
 * @param uid its UID
 * @param run the name of its run
 * @param end what its end means for the run; null if nothing
 */
record Remembered(String uid, String run, @Nullable Signal end) {}
