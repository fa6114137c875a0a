package dev.bellows.testkit.internal.store;

/** The part of an object that a write addresses. */
public enum Subresource {
    /** The object without its status. */
    NONE,
    /** The status alone. */
    STATUS
}
