package dev.bellows.job.pod;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Where an environment variable's value comes from, when the pod starts. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SecretRef.class, name = "secret"),
    @JsonSubTypes.Type(value = EnvSource.ConfigMapKey.class, name = "configMap"),
    @JsonSubTypes.Type(value = EnvSource.Field.class, name = "field"),
    @JsonSubTypes.Type(value = EnvSource.Resource.class, name = "resource")
})
public sealed interface EnvSource permits SecretRef, EnvSource.ConfigMapKey, EnvSource.Field, EnvSource.Resource {
    /** A key of a ConfigMap. */
    static ConfigMapKey configMap(String name, String key) {
        return new ConfigMapKey(name, key);
    }

    /** A field of the pod, such as {@code status.podIP} or {@code metadata.labels['team']}. */
    static Field field(String path) {
        return new Field(path);
    }

    /** A request or limit of Spark's container, such as {@code limits.memory}. */
    static Resource resource(String name) {
        return new Resource(name);
    }

    /**
     * A key of a ConfigMap.
     *
     * @param name the ConfigMap
     * @param key the key in it
     */
    record ConfigMapKey(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String key) implements EnvSource {}

    /**
     * A field of the pod.
     *
     * @param path its path, such as {@code spec.nodeName}
     */
    record Field(@JsonProperty(required = true) String path) implements EnvSource {}

    /**
     * A request or limit of the container.
     *
     * @param name such as {@code limits.memory}
     */
    record Resource(@JsonProperty(required = true) String name) implements EnvSource {}
}
