package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which objects of a kind a list, a watch or a deletion means. */
public final class Selectors {

    /** Every object. */
    public static final Selectors ALL = new Selectors(LabelSelector.parse(""), FieldSelector.parse(""));

    private final LabelSelector labels;
    private final FieldSelector fields;

    private Selectors(LabelSelector labels, FieldSelector fields) {
        this.labels = labels;
        this.fields = fields;
    }

    /**
     * Reads the two query parameters; null means none.
     *
     * @throws ApiException if one cannot be read
     */
    public static Selectors parse(@Nullable String labelSelector, @Nullable String fieldSelector) {
        return new Selectors(
                LabelSelector.parse(labelSelector == null ? "" : labelSelector),
                FieldSelector.parse(fieldSelector == null ? "" : fieldSelector));
    }

    /** By labels only. */
    public static Selectors labels(String labelSelector) {
        return parse(labelSelector, null);
    }

    /** By fields only. */
    public static Selectors fields(String fieldSelector) {
        return parse(null, fieldSelector);
    }

    /** The one object of this name. */
    public static Selectors name(String name) {
        return fields("metadata.name=" + name);
    }

    boolean selectsAll() {
        return labels.selectsAll() && fields.selectsAll();
    }

    /** Refuses field selectors that the kind does not offer. */
    public void check(ResourceType type) {
        fields.check(type);
    }

    /** The labels that must have one certain value. */
    Map<String, String> exactLabels() {
        return labels.exact();
    }

    boolean matches(JsonNode object) {
        return labels.matches(object.path("metadata").path("labels")) && fields.matches(object);
    }
}
