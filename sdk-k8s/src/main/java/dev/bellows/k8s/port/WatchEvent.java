package dev.bellows.k8s.port;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * One line of a watch.
 *
 * @param type what happened
 * @param object the object after it; for {@link Type#DELETED} its last state, for {@link Type#BOOKMARK} only its resource version
 * @param <T> the model class
 */
public record WatchEvent<T extends HasMetadata>(Type type, T object) {
    /** What happened to the object. */
    public enum Type {
        /** It exists. */
        ADDED,
        /** It changed. */
        MODIFIED,
        /** It is gone. */
        DELETED,
        /** Nothing: the watch is alive and has reached a resource version. */
        BOOKMARK
    }
}
