package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules that new and changed objects must keep, as far as clients of a Spark cluster meet them. */
final class ObjectRules {

    private static final String POD_SPEC_IS_FIXED = "pod updates may not change fields other than"
            + " `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
            + "`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds`"
            + " (allow it to be set to 1 if it was previously negative)";
    private static final String IS_IMMUTABLE = "field is immutable when `immutable` is set";

    private ObjectRules() {}

    /** What is wrong with a new object. */
    static List<Cause> onCreate(ResourceType type, ObjectNode object) {
        List<Cause> causes = Names.check(type, object);
        causes.addAll(DataKeys.check(type, object));
        if (type.equals(ResourceType.PODS)) {
            podSpec(object.path("spec"), causes);
        }
        if (type.equals(ResourceType.CONFIG_MAPS)) {
            ConfigMapRules.check(object, causes);
        }
        if (type.equals(ResourceType.SERVICES)
                && !object.path("spec").path("type").asText().equals("ExternalName")) {
            service(object.path("spec"), causes);
        }
        return causes;
    }

    /** What is wrong with a change. */
    static List<Cause> onUpdate(ResourceType type, ObjectNode before, ObjectNode after) {
        // What is not new was checked when it was.
        List<Cause> causes = Names.checkChanged(before, after);
        boolean sameContent = isShared(before, after, "data") && isShared(before, after, "binaryData");
        if (!sameContent) {
            causes.addAll(DataKeys.check(type, after));
        }
        finalizers(before, after, causes);
        if (!Metadata.uid(before).equals(Metadata.uid(after))) {
            causes.add(Cause.invalid("metadata.uid", "\"" + Metadata.uid(after) + "\"", "field is immutable"));
        }
        if (type.equals(ResourceType.PODS)
                && !isShared(before, after, "spec")
                && !fixedSpec(before).equals(fixedSpec(after))) {
            causes.add(Cause.forbidden("spec", POD_SPEC_IS_FIXED));
        }
        if (type.equals(ResourceType.CONFIG_MAPS) && !sameContent) {
            ConfigMapRules.check(after, causes);
        }
        if (type.equals(ResourceType.SERVICES)) {
            clusterIp(before.path("spec"), after.path("spec"), causes);
        }
        if (before.path("immutable").asBoolean(false)) {
            immutableContent(before, after, causes);
        }
        return causes;
    }

    private static boolean isShared(JsonNode before, JsonNode after, String field) {
        return Bodies.isSame(before.get(field), after.get(field));
    }

    private static void podSpec(JsonNode spec, List<Cause> causes) {
        JsonNode containers = spec.path("containers");
        if (containers.isEmpty()) {
            causes.add(Cause.required("spec.containers", ""));
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < containers.size(); i++) {
            String field = "spec.containers[" + i + "]";
            String name = containers.path(i).path("name").asText("");
            Names.label(field + ".name", name).ifPresent(causes::add);
            if (!names.add(name)) {
                causes.add(new Cause(field + ".name", "FieldValueDuplicate", "Duplicate value: \"" + name + "\""));
            }
            if (containers.path(i).path("image").asText("").isEmpty()) {
                causes.add(Cause.required(field + ".image", ""));
            }
        }
    }

    private static void service(JsonNode spec, List<Cause> causes) {
        boolean headless = spec.path("clusterIP").asText("").equals("None");
        if (spec.path("ports").isEmpty() && !headless) {
            causes.add(Cause.required("spec.ports", ""));
        }
    }

    private static void finalizers(ObjectNode before, ObjectNode after, List<Cause> causes) {
        List<String> added = new ArrayList<>(Metadata.finalizers(after));
        added.removeAll(Metadata.finalizers(before));
        if (Metadata.isDeleting(before) && !added.isEmpty()) {
            causes.add(Cause.forbidden(
                    "metadata.finalizers",
                    "no new finalizers can be added if the object is being deleted, found new finalizers []string{\""
                            + String.join("\", \"", added) + "\"}"));
        }
    }

    private static void clusterIp(JsonNode before, JsonNode after, List<Cause> causes) {
        String was = before.path("clusterIP").asText("");
        String is = after.path("clusterIP").asText("");
        if (!was.isEmpty() && !was.equals(is)) {
            causes.add(Cause.invalid("spec.clusterIPs[0]", "[\"" + is + "\"]", "may not change once set"));
        }
    }

    private static void immutableContent(ObjectNode before, ObjectNode after, List<Cause> causes) {
        if (!after.path("immutable").asBoolean(false)) {
            causes.add(Cause.forbidden("immutable", IS_IMMUTABLE));
        }
        for (String field : List.of("data", "binaryData")) {
            if (!before.path(field).equals(after.path(field))) {
                causes.add(Cause.forbidden(field, IS_IMMUTABLE));
            }
        }
    }

    /** A pod's spec without the fields that may change. */
    private static JsonNode fixedSpec(ObjectNode pod) {
        JsonNode spec = pod.path("spec").deepCopy();
        if (spec instanceof ObjectNode fixed) {
            fixed.remove(List.of("activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds"));
            for (String list : List.of("containers", "initContainers")) {
                fixed.path(list).forEach(container -> {
                    if (container instanceof ObjectNode mutable) {
                        mutable.remove("image");
                    }
                });
            }
        }
        return spec;
    }
}
