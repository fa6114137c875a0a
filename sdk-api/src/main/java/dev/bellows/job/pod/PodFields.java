package dev.bellows.job.pod;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Patches the named fields of a pod and leaves the others as they are: a whole pod as a tree costs many times as much. */
final class PodFields {
    private static final Map<String, PropertyDescriptor> OF_METADATA = of(ObjectMeta.class);
    private static final Map<String, PropertyDescriptor> OF_SPEC = of(PodSpec.class);
    private static final Set<String> PARTS = Set.of("metadata", "spec");

    private PodFields() {}

    /** Whether a patch names only fields that pods are known to have. */
    static boolean know(ObjectNode patch) {
        return patch.properties().stream()
                        .allMatch(part ->
                                PARTS.contains(part.getKey()) && part.getValue().isObject())
                && know(patch.path("metadata"), OF_METADATA)
                && know(patch.path("spec"), OF_SPEC);
    }

    /** Lays a patch over a pod. */
    static void patch(Pod pod, ObjectNode patch, JsonMapper mapper) {
        if (patch.get("metadata") instanceof ObjectNode fields) {
            lay(fields, pod.getMetadata(), new ObjectMeta(), OF_METADATA, mapper);
        }
        if (patch.get("spec") instanceof ObjectNode fields) {
            lay(fields, pod.getSpec(), new PodSpec(), OF_SPEC, mapper);
        }
    }

    private static boolean know(JsonNode fields, Map<String, PropertyDescriptor> known) {
        return fields.properties().stream().allMatch(field -> known.containsKey(field.getKey()));
    }

    private static void lay(
            ObjectNode fields, Object target, Object empty, Map<String, PropertyDescriptor> known, JsonMapper mapper) {
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            PropertyDescriptor property = Objects.requireNonNull(known.get(field.getKey()));
            ObjectNode present = mapper.createObjectNode();
            present.set(field.getKey(), mapper.valueToTree(get(target, property)));
            PatchMerge.merge(present, mapper.createObjectNode().set(field.getKey(), field.getValue()));
            JsonNode merged = present.get(field.getKey());
            set(
                    target,
                    property,
                    merged == null ? get(empty, property) : mapper.convertValue(merged, typeOf(property, mapper)));
        }
    }

    private static JavaType typeOf(PropertyDescriptor property, JsonMapper mapper) {
        return mapper.constructType(property.getWriteMethod().getGenericParameterTypes()[0]);
    }

    private static @Nullable Object get(Object bean, PropertyDescriptor property) {
        try {
            return property.getReadMethod().invoke(bean);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a getter of a Kubernetes object", e);
        }
    }

    private static void set(Object bean, PropertyDescriptor property, @Nullable Object value) {
        try {
            property.getWriteMethod().invoke(bean, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a setter of a Kubernetes object", e);
        }
    }

    private static Map<String, PropertyDescriptor> of(Class<?> type) {
        try {
            Map<String, PropertyDescriptor> properties = new HashMap<>();
            for (PropertyDescriptor property :
                    Introspector.getBeanInfo(type, Object.class).getPropertyDescriptors()) {
                if (property.getReadMethod() != null && property.getWriteMethod() != null) {
                    properties.put(property.getName(), property);
                }
            }
            return Map.copyOf(properties);
        } catch (IntrospectionException e) {
            throw new IllegalStateException("Kubernetes objects are beans", e);
        }
    }
}
