package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.bellows.check.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Jobs as JSON: canonical (sorted keys, only what was set) and strict (unknown fields are refused). */
final class JobJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY))
            .build();

    private JobJson() {}

    static String write(SparkJob job) {
        try {
            return MAPPER.writeValueAsString(job);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a job is plain data", e);
        }
    }

    static SparkJob read(String json) {
        try {
            return MAPPER.readValue(json, SparkJob.class);
        } catch (JsonMappingException e) {
            String path = e.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            throw new InvalidJob(List.of(Problem.error(
                    "JSON_FIELD", path, e.getOriginalMessage(), "a field of a job", "Correct or remove this field.")));
        } catch (JsonProcessingException e) {
            throw new InvalidJob(List.of(Problem.error(
                    "JSON_SYNTAX",
                    "",
                    e.getOriginalMessage(),
                    "a JSON object",
                    "Correct the text at the named place.")));
        }
    }
}
