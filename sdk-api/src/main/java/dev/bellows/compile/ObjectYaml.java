package dev.bellows.compile;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Kubernetes objects as YAML: the same object always gives the same text. */
public final class ObjectYaml {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private ObjectYaml() {}

    static String of(HasMetadata object) {
        BlockYaml yaml = new BlockYaml(MAPPER);
        try {
            MAPPER.writeValue(yaml, object);
        } catch (IOException e) {
            throw new IllegalStateException("an object of Kubernetes is plain data", e);
        }
        return yaml.text();
    }

    /** Several objects as one text that {@code kubectl apply} takes. */
    public static String of(List<? extends HasMetadata> objects) {
        return objects.stream().map(ObjectYaml::of).collect(Collectors.joining("---\n"));
    }
}
