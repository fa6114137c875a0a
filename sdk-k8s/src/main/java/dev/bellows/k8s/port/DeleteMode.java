package dev.bellows.k8s.port;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How something is deleted.
 *
 * @param uid delete only this very object, or any if null
 * @param graceSeconds the grace period, or the pod's own
 * @param foreground whether the object stays until its dependents are gone
 */
public record DeleteMode(@Nullable String uid, OptionalLong graceSeconds, boolean foreground) {
    /** In the background, with the object's own grace. */
    public static final DeleteMode BACKGROUND = new DeleteMode(null, OptionalLong.empty(), false);

    /** After its dependents. */
    public static final DeleteMode FOREGROUND = new DeleteMode(null, OptionalLong.empty(), true);

    /** This mode, for one object only. */
    public DeleteMode only(@Nullable String uid) {
        return new DeleteMode(uid, graceSeconds, foreground);
    }
}
