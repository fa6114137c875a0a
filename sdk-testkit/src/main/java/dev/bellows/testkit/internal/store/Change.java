package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One step of the store's history.
 *
 * @param version the resource version of the step
 * @param type added, modified or deleted
 * @param ref the object
 * @param before its state before; null when added
 * @param after its state after, the last one when deleted
 */
record Change(
        long version,
        WatchEvent.Type type,
        ObjectRef ref,
        @Nullable ObjectNode before,
        ObjectNode after) {}
