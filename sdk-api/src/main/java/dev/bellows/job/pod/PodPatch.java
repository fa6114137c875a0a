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
    // Read from the text, so that equal patches are laid in the same order. Laying it leaves it as it is.
    private final ObjectNode tree;

    private PodPatch(String json, ObjectNode tree) {
        this.json = json;
        this.tree = tree;
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
            String json = MAPPER.writeValueAsString(object);
            return new PodPatch(json, (ObjectNode) MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is plain data", e);
        }
    }

    /** The patch as a tree; each call gives a new one. */
    @JsonValue
    public ObjectNode toTree() {
        return tree.deepCopy();
    }

    /**
     * A pod with this patch laid over it. It may be the given one, changed: that one must be nobody else's.
     *
     * @throws IllegalArgumentException if the result is no pod, because a field has the wrong type
     */
    public Pod applyTo(Pod pod) {
        if (PodFields.know(tree)) {
            PodFields.patch(pod, tree, MAPPER);
            return pod;
        }
        return MAPPER.convertValue(PatchMerge.merge(MAPPER.valueToTree(pod), tree), Pod.class);
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
