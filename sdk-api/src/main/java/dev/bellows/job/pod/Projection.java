package dev.bellows.job.pod;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Map;
import java.util.Optional;

/** One source of a projected volume. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Projection.OfConfigMap.class, name = "configMap"),
    @JsonSubTypes.Type(value = Projection.OfSecret.class, name = "secret"),
    @JsonSubTypes.Type(value = Projection.OfToken.class, name = "token")
})
public sealed interface Projection {
    /** All keys of a ConfigMap. */
    static OfConfigMap configMap(String name) {
        return new OfConfigMap(name, Map.of());
    }

    /** All keys of a Secret. */
    static OfSecret secret(String name) {
        return new OfSecret(name, Map.of());
    }

    /** A token of the pod's service account for an audience, such as a cloud's token service; it is renewed before it expires. */
    static OfToken token(String audience, String path) {
        return new OfToken(audience, path, Optional.empty());
    }

    /**
     * A ConfigMap's keys.
     *
     * @param name the ConfigMap
     * @param items which keys, and the path of each; empty: all
     */
    record OfConfigMap(
            @JsonProperty(required = true) String name,
            @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> items) implements Projection {
        /** Copies the map. */
        public OfConfigMap {
            items = Map.copyOf(items);
        }
    }

    /**
     * A Secret's keys.
     *
     * @param name the Secret
     * @param items which keys, and the path of each; empty: all
     */
    record OfSecret(
            @JsonProperty(required = true) String name,
            @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> items) implements Projection {
        /** Copies the map. */
        public OfSecret {
            items = Map.copyOf(items);
        }
    }

    /**
     * A token of the pod's service account.
     *
     * @param audience who it is for
     * @param path the file's name
     * @param expirationSeconds how long it is valid, at least 600; Kubernetes' default is an hour
     */
    record OfToken(
            @JsonProperty(required = true) String audience,
            @JsonProperty(required = true) String path,
            Optional<Integer> expirationSeconds)
            implements Projection {}
}
