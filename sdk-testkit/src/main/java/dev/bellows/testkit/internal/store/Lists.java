package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lists objects, whole or page by page; all pages of one list show the same version. */
final class Lists {

    private static final Pattern TOKEN = Pattern.compile("(?<version>\\d+) (?<namespace>\\S*)/(?<name>\\S+)");

    private final Registry registry;
    private final History history;

    Lists(Registry registry, History history) {
        this.registry = registry;
        this.history = history;
    }

    ObjectList list(ResourceType type, @Nullable String namespace, Selectors selectors, Page page) {
        selectors.check(type);
        if (page.equals(Page.ALL)) {
            return whole(type, namespace, selectors);
        }
        Position start = page.continueToken() == null
                ? new Position(registry.version(), null)
                : Position.read(page.continueToken());
        NavigableMap<ObjectKey, ObjectNode> scope = snapshot(type, namespace, start.version);
        if (start.last != null) {
            scope = scope.tailMap(start.last, false);
        }
        List<ObjectNode> items = new ArrayList<>();
        String version = Long.toString(start.version);
        int passed = 0;
        for (var entry : scope.entrySet()) {
            passed++;
            if (selectors.matches(entry.getValue())) {
                items.add(Bodies.shallow(entry.getValue()));
            }
            if (page.limit() > 0 && items.size() == page.limit() && passed < scope.size()) {
                long left = (long) scope.size() - passed;
                String token = new Position(start.version, entry.getKey()).write();
                return new ObjectList(version, items, token, selectors.selectsAll() ? left : null);
            }
        }
        return new ObjectList(version, items, null, null);
    }

    /** What a list was at an older version, or at the oldest that is known. */
    ObjectList past(ResourceType type, @Nullable String namespace, Selectors selectors, long version) {
        selectors.check(type);
        long known = Math.min(Math.max(version, history.forgotten()), registry.version());
        List<ObjectNode> items = snapshot(type, namespace, known).values().stream()
                .filter(selectors::matches)
                .map(Bodies::shallow)
                .toList();
        return new ObjectList(Long.toString(known), items, null, null);
    }

    private ObjectList whole(ResourceType type, @Nullable String namespace, Selectors selectors) {
        List<ObjectNode> items = new ArrayList<>();
        for (ObjectNode object : registry.candidates(type, namespace, selectors)) {
            if (selectors.matches(object)) {
                items.add(Bodies.shallow(object));
            }
        }
        return new ObjectList(Long.toString(registry.version()), items, null, null);
    }

    /** The objects as they were at a version: today's, with every later change undone. */
    private NavigableMap<ObjectKey, ObjectNode> snapshot(ResourceType type, @Nullable String namespace, long version) {
        NavigableMap<ObjectKey, ObjectNode> now = registry.scope(type, namespace);
        if (version >= registry.version()) {
            return now;
        }
        if (!history.reaches(version)) {
            throw ApiException.expired("The provided continue parameter is too old to display a consistent list"
                    + " result. You must start a new list without the continue parameter.");
        }
        NavigableMap<ObjectKey, ObjectNode> then = new TreeMap<>(now);
        Iterator<Change> changes = history.newestFirst();
        for (Change change = changes.next(); change.version() > version; change = changes.next()) {
            ObjectKey key = change.ref().key();
            if (change.ref().type().equals(type) && (namespace == null || namespace.equals(key.namespace()))) {
                if (change.before() == null) {
                    then.remove(key);
                } else {
                    then.put(key, change.before());
                }
            }
            if (!changes.hasNext()) {
                break;
            }
        }
        return then;
    }

    private record Position(long version, @Nullable ObjectKey last) {

        static Position read(String token) {
            try {
                String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
                Matcher matcher = TOKEN.matcher(text);
                if (matcher.matches()) {
                    return new Position(
                            Long.parseLong(matcher.group("version")),
                            new ObjectKey(matcher.group("namespace"), matcher.group("name")));
                }
            } catch (IllegalArgumentException e) {
                throw invalid();
            }
            throw invalid();
        }

        String write() {
            String place = last == null ? "/" : last.namespace() + "/" + last.name();
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((version + " " + place).getBytes(StandardCharsets.UTF_8));
        }

        private static ApiException invalid() {
            return ApiException.badRequest("invalid continue token: continue key is not valid");
        }
    }
}
