package dev.bellows.testkit.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * How an object goes.
 *
 * @param gracePeriodSeconds time a pod gets to stop; null for the pod's own
 * @param propagation what happens to dependents; null for the default, background
 * @param uid the UID that the object must have; null for any
 * @param resourceVersion the version that the object must have; null for any
 * @param dryRun whether to check only
 */
public record DeleteOptions(
        @Nullable Long gracePeriodSeconds,
        @Nullable Propagation propagation,
        @Nullable String uid,
        @Nullable String resourceVersion,
        boolean dryRun) {

    /** What happens to the dependents of a deleted object. */
    public enum Propagation {
        /** They go after the object. */
        BACKGROUND,
        /** The object waits for them. */
        FOREGROUND,
        /** They stay and lose their reference. */
        ORPHAN
    }

    /** The defaults of the API. */
    public static final DeleteOptions DEFAULT = new DeleteOptions(null, null, null, null, false);

    /** At once, without a time to stop. */
    public static DeleteOptions now() {
        return DEFAULT.withGrace(0);
    }

    /** The same with another time to stop. */
    public DeleteOptions withGrace(long seconds) {
        return new DeleteOptions(seconds, propagation, uid, resourceVersion, dryRun);
    }

    /** The same with another rule for dependents. */
    public DeleteOptions withPropagation(Propagation rule) {
        return new DeleteOptions(gracePeriodSeconds, rule, uid, resourceVersion, dryRun);
    }

    /** The same for one object only: the one with this UID. */
    public DeleteOptions withUid(String required) {
        return new DeleteOptions(gracePeriodSeconds, propagation, required, resourceVersion, dryRun);
    }

    /** The same for one version of the object only. */
    public DeleteOptions withResourceVersion(String required) {
        return new DeleteOptions(gracePeriodSeconds, propagation, uid, required, dryRun);
    }
}
