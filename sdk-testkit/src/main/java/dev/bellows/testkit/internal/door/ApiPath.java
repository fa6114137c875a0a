package dev.bellows.testkit.internal.door;

import dev.bellows.testkit.internal.store.ApiException;
import dev.bellows.testkit.internal.store.ResourceType;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request path names.
 *
 * @param type the kind
 * @param namespace the namespace; null for cluster-scoped kinds and for lists over all namespaces
 * @param name the object; null for a collection
 * @param subresource the part of the object; null for the whole
 */
record ApiPath(
        ResourceType type,
        @Nullable String namespace,
        @Nullable String name,
        @Nullable String subresource) {

    /** Reads a path; empty if it names no kind that is served. */
    static Optional<ApiPath> parse(String path) {
        Deque<String> parts = new ArrayDeque<>(segments(path));
        String root = next(parts);
        if (!root.equals("api") && !root.equals("apis")) {
            return Optional.empty();
        }
        String group = root.equals("api") ? "" : next(parts);
        String version = next(parts);
        String namespace = null;
        if ("namespaces".equals(parts.peek()) && parts.size() > 2 && !isNamespaceSubresource(parts)) {
            parts.poll();
            namespace = parts.poll();
        }
        String plural = next(parts);
        String name = parts.poll();
        String subresource = parts.poll();
        if (!parts.isEmpty()) {
            return Optional.empty();
        }
        String scope = namespace;
        return ResourceType.find(group, version, plural)
                .filter(type -> type.namespaced() ? (scope != null || name == null) : scope == null)
                .map(type -> new ApiPath(type, scope, name, subresource));
    }

    static List<String> segments(String path) {
        return Arrays.stream(path.split("/"))
                .filter(part -> !part.isEmpty())
                .map(ApiPath::decoded)
                .toList();
    }

    private static String decoded(String part) {
        try {
            return URI.create("/" + part).getPath().substring(1);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("the path cannot be read: " + part);
        }
    }

    /** A namespace of the collection, or an empty text that no kind matches. */
    String place() {
        return namespace == null ? "" : namespace;
    }

    private static boolean isNamespaceSubresource(Deque<String> parts) {
        List<String> all = List.copyOf(parts);
        return all.size() == 3 && List.of("status", "finalize").contains(all.get(2));
    }

    private static String next(Deque<String> parts) {
        String part = parts.poll();
        return part == null ? "" : part;
    }
}
