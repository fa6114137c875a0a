package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list call found.
 *
 * @param resourceVersion the version of the store that the items show
 * @param items copies of the objects, ordered by namespace and name
 * @param continueToken where the next page starts; null on the last page
 * @param remaining how many objects follow; null on the last page, and where a selector makes the count unknown
 */
public record ObjectList(
        String resourceVersion,
        List<ObjectNode> items,
        @Nullable String continueToken,
        @Nullable Long remaining) {}
