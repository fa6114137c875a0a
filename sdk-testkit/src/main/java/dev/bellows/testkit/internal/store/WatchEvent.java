package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One step of a watch.
 *
 * @param type what happened
 * @param object the object, a bookmark that carries only a version, or the Status of an error; shared by all watches, so it must not be
 *     changed
 */
public record WatchEvent(Type type, ObjectNode object) {

    /** What a watch event says. */
    public enum Type {
        ADDED,
        MODIFIED,
        DELETED,
        BOOKMARK,
        ERROR
    }
}
