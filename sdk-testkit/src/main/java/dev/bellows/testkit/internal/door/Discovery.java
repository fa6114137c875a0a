package dev.bellows.testkit.internal.door;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.testkit.internal.store.ResourceType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the server says about itself: its version, groups and kinds. */
final class Discovery {

    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    private static final List<String> POD_PARTS = List.of("binding", "eviction", "log");

    private Discovery() {}

    /** The answer to a discovery path; empty if the path is none. */
    static Optional<ObjectNode> answer(String path) {
        List<String> parts = ApiPath.segments(path);
        if (parts.equals(List.of("version"))) {
            return Optional.of(version());
        }
        if (parts.equals(List.of("api"))) {
            ObjectNode versions = node("APIVersions");
            versions.putArray("versions").add("v1");
            return Optional.of(versions);
        }
        if (parts.equals(List.of("apis"))) {
            return Optional.of(groups());
        }
        if (parts.size() == 2 && parts.get(0).equals("api")) {
            return resources("", parts.get(1));
        }
        if (parts.size() == 2 && parts.get(0).equals("apis")) {
            return group(parts.get(1));
        }
        return parts.size() == 3 && parts.get(0).equals("apis")
                ? resources(parts.get(1), parts.get(2))
                : Optional.empty();
    }

    private static ObjectNode version() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("major", "1")
                .put("minor", "36")
                .put("gitVersion", "v1.36.0-bellows")
                .put("gitCommit", "")
                .put("gitTreeState", "")
                .put("buildDate", "1970-01-01T00:00:00Z")
                .put("goVersion", "none")
                .put("compiler", "none")
                .put("platform", "linux/amd64");
    }

    private static ObjectNode groups() {
        ObjectNode list = node("APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        ResourceType.all().stream()
                .map(ResourceType::group)
                .filter(group -> !group.isEmpty())
                .distinct()
                .forEach(group -> describe(group, groups.addObject()));
        return list;
    }

    private static Optional<ObjectNode> group(String group) {
        return ResourceType.all().stream().anyMatch(type -> type.group().equals(group))
                ? Optional.of(describe(group, node("APIGroup").put("apiVersion", "v1")))
                : Optional.empty();
    }

    private static ObjectNode describe(String group, ObjectNode into) {
        into.put("name", group);
        groupVersion(group, into.putArray("versions").addObject());
        groupVersion(group, into.putObject("preferredVersion"));
        return into;
    }

    private static void groupVersion(String group, ObjectNode into) {
        into.put("groupVersion", group + "/v1").put("version", "v1");
    }

    private static Optional<ObjectNode> resources(String group, String version) {
        List<ResourceType> types = ResourceType.all().stream()
                .filter(type -> type.group().equals(group) && type.version().equals(version))
                .toList();
        if (types.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode list =
                node("APIResourceList").put("groupVersion", types.get(0).apiVersion());
        ArrayNode resources = list.putArray("resources");
        for (ResourceType type : types) {
            describe(type, type.plural(), VERBS, resources.addObject());
            if (type.hasStatus()) {
                describe(type, type.plural() + "/status", List.of(), resources.addObject());
            }
            if (type.equals(ResourceType.PODS)) {
                POD_PARTS.forEach(part -> describe(type, type.plural() + "/" + part, List.of(), resources.addObject()));
            }
        }
        return Optional.of(list);
    }

    private static void describe(ResourceType type, String name, List<String> verbs, ObjectNode into) {
        into.put("name", name)
                .put("singularName", verbs.isEmpty() ? "" : type.kind().toLowerCase(Locale.ROOT))
                .put("namespaced", type.namespaced())
                .put("kind", type.kind());
        ArrayNode list = into.putArray("verbs");
        verbs.forEach(list::add);
    }

    private static ObjectNode node(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind);
    }
}
