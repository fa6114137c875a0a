package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Jobs as JSON: canonical (sorted keys, nothing empty) and strict (no unknown fields, no guessed types). */
final class JobJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new DurationModule())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
            .build();

    private static final Set<String> MEANT_EMPTY = Set.of("control", "spot");

    private JobJson() {}

    static String write(SparkJob job) {
        ObjectNode tree = MAPPER.valueToTree(job);
        for (String role : List.of("driver", "executors")) {
            tree.withObject("/" + role).properties().removeIf(JobJson::isEmptyPod);
        }
        // A part in which nothing is set says nothing, unless its presence does.
        tree.properties()
                .removeIf(field -> field.getValue().isObject()
                        && field.getValue().isEmpty()
                        && !MEANT_EMPTY.contains(field.getKey()));
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a job is plain data", e);
        }
    }

    private static boolean isEmptyPod(Map.Entry<String, JsonNode> field) {
        return field.getKey().equals("pod") && field.getValue().isEmpty();
    }

    /** The job in a text, unchecked but for its form. */
    static SparkJob read(String json) {
        return new JobReader(MAPPER).read(json);
    }
}
