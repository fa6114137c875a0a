package dev.bellows.testkit.internal.store;

/** The place of an object in the whole store. */
record ObjectRef(ResourceType type, ObjectKey key) {}
