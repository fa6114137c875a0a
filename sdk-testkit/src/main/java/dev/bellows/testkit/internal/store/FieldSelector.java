package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A field selector: equality on the few fields that each kind offers. */
final class FieldSelector {

    private static final Pattern REQUIREMENT = Pattern.compile("(?<path>[^=!]+)(?<op>==|=|!=)(?<value>.*)");
    private static final Set<String> ALWAYS = Set.of("metadata.name", "metadata.namespace");
    private static final Map<ResourceType, Set<String>> OFFERED = Map.of(
            ResourceType.PODS,
            Set.of(
                    "spec.nodeName",
                    "spec.restartPolicy",
                    "spec.schedulerName",
                    "spec.serviceAccountName",
                    "status.phase",
                    "status.podIP"),
            ResourceType.EVENTS,
            Set.of(
                    "involvedObject.kind",
                    "involvedObject.name",
                    "involvedObject.namespace",
                    "involvedObject.uid",
                    "reason",
                    "type"),
            ResourceType.NAMESPACES,
            Set.of("status.phase"),
            ResourceType.NODES,
            Set.of("spec.unschedulable"),
            ResourceType.SECRETS,
            Set.of("type"),
            ResourceType.SERVICES,
            Set.of("spec.clusterIP", "spec.type"));

    private final List<Requirement> requirements;

    private FieldSelector(List<Requirement> requirements) {
        this.requirements = requirements;
    }

    static FieldSelector parse(String text) {
        List<Requirement> requirements = new ArrayList<>();
        if (!text.isBlank()) {
            for (String part : text.split(",", -1)) {
                Matcher matcher = REQUIREMENT.matcher(part.strip());
                if (!matcher.matches()) {
                    throw ApiException.badRequest("invalid selector: '" + part + "'; can't understand '" + part + "'");
                }
                requirements.add(new Requirement(
                        matcher.group("path"),
                        matcher.group("value"),
                        !matcher.group("op").equals("!=")));
            }
        }
        return new FieldSelector(requirements);
    }

    boolean selectsAll() {
        return requirements.isEmpty();
    }

    /** Refuses fields that the kind does not offer. */
    void check(ResourceType type) {
        for (Requirement requirement : requirements) {
            Set<String> offered = OFFERED.get(type);
            if (!ALWAYS.contains(requirement.path) && (offered == null || !offered.contains(requirement.path))) {
                throw ApiException.badRequest(
                        offered == null
                                ? "\"" + requirement.path + "\" is not a known field selector: only \"metadata.name\","
                                        + " \"metadata.namespace\""
                                : "field label not supported: " + requirement.path);
            }
        }
    }

    boolean matches(JsonNode object) {
        return requirements.stream().allMatch(requirement -> requirement.matches(object));
    }

    private record Requirement(String path, String value, boolean wanted) {

        boolean matches(JsonNode object) {
            JsonNode node = object.at("/" + path.replace('.', '/'));
            return node.asText("").equals(value) == wanted;
        }
    }
}
