package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the fields of an object that its kind does not have, by the model classes of the kind. */
public final class StrictFields {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<Class<?>> SCALARS = Set.of(Quantity.class, IntOrString.class);
    private static final Map<JavaType, Map<String, JavaType>> FIELDS = new ConcurrentHashMap<>();

    private StrictFields() {}

    /**
     * Checks a body as a client sent it.
     *
     * @throws ApiException naming every field that the kind does not have
     */
    public static void check(ResourceType type, ObjectNode object) {
        Class<?> model = Kinds.KNOWN.getRegisteredKubernetesResource(type.apiVersion(), type.kind());
        check(type, model, object);
    }

    /**
     * Checks a body whose model class is known.
     *
     * @throws ApiException naming every field that the class does not have
     */
    public static void check(ResourceType type, @Nullable Class<?> model, ObjectNode object) {
        List<String> unknown = new ArrayList<>();
        if (model != null) {
            collect(object, MAPPER.constructType(model), "", unknown);
        }
        if (!unknown.isEmpty()) {
            throw ApiException.badRequest(type.kind() + " in version \"" + type.version()
                    + "\" cannot be handled as a " + type.kind() + ": strict decoding error: "
                    + String.join(", ", unknown));
        }
    }

    private static void collect(JsonNode node, JavaType type, String path, List<String> unknown) {
        if (type.isContainerType()) {
            JavaType element = type.getContentType();
            if (node.isArray()) {
                for (int i = 0; i < node.size(); i++) {
                    collect(node.get(i), element, path + "[" + i + "]", unknown);
                }
            }
            if (node.isObject()) {
                node.properties()
                        .forEach(entry -> collect(entry.getValue(), element, path + "." + entry.getKey(), unknown));
            }
        } else if (node.isObject() && !SCALARS.contains(type.getRawClass()) && isModel(type)) {
            collectFields(node, type, path, unknown);
        }
    }

    private static void collectFields(JsonNode node, JavaType type, String path, List<String> unknown) {
        Map<String, JavaType> known = FIELDS.computeIfAbsent(type, StrictFields::fields);
        node.properties().forEach(entry -> {
            String at = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            JavaType field = known.get(entry.getKey());
            if (field == null) {
                unknown.add("unknown field \"" + at + "\"");
            } else {
                collect(entry.getValue(), field, at, unknown);
            }
        });
    }

    private static Map<String, JavaType> fields(JavaType type) {
        BeanDescription bean = MAPPER.getDeserializationConfig().introspect(type);
        Map<String, JavaType> fields = new HashMap<>();
        for (BeanPropertyDefinition property : bean.findProperties()) {
            fields.put(property.getName(), property.getPrimaryType());
        }
        return fields;
    }

    private static boolean isModel(JavaType type) {
        return type.getRawClass().getName().startsWith("io.fabric8.kubernetes.api.model");
    }

    /** All models there are; to find them takes a while. */
    private static final class Kinds {
        static final KubernetesSerialization KNOWN = new KubernetesSerialization();
    }
}
