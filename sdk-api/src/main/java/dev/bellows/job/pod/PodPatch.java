package dev.bellows.job.pod;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;

/**
 * A part of a pod that is laid over the finished one: the way to say what no typed setting can. Objects are merged, {@code null} takes a
 * field away, lists are replaced; but lists that Kubernetes merges by a key (containers, volumes and variables by name, mounts by path)
 * are merged by that key.
 *
 * <p>It cannot take away what Bellows or Spark needs: names, owner, labels of Bellows and Spark, Spark's container.
 */
public final class PodPatch {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final String json;

    private PodPatch(String json) {
        this.json = json;
    }

    /**
     * The patch that a JSON object describes.
     *
     * @throws IllegalArgumentException if the text is not a JSON object; its message does not show the text
     */
    public static PodPatch ofJson(String json) {
        try {
            if (MAPPER.readTree(json) instanceof ObjectNode object) {
                return of(object);
            }
        } catch (JsonProcessingException e) {
            // Falls through: Jackson's message would quote the text, which may be secret.
        }
        throw new IllegalArgumentException("a pod patch is a JSON object");
    }

    @JsonCreator
    static PodPatch of(ObjectNode object) {
        try {
            return new PodPatch(MAPPER.writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is plain data", e);
        }
    }

    /** The patch as a tree; each call gives a new one. */
    @JsonValue
    public ObjectNode toTree() {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("it was written from a tree", e);
        }
    }

    /**
     * A pod with this patch laid over it; the given one stays as it is.
     *
     * @throws IllegalArgumentException if the result is no pod, because a field has the wrong type
     */
    public Pod applyTo(Pod pod) {
        ObjectNode patch = toTree();
        return PodFields.know(patch)
                ? PodFields.patched(pod, patch, MAPPER)
                : MAPPER.convertValue(PatchMerge.merge(MAPPER.valueToTree(pod), patch), Pod.class);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PodPatch patch && patch.json.equals(json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    /** Only its size: a patch may hold what a log must not show. */
    @Override
    public String toString() {
        return "PodPatch[" + json.length() + " characters]";
    }
}
