package dev.bellows.job;

import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/**
 * Where something is in a JSON text; prints as {@code application.args[2]}.
 *
 * @param steps the way from the outermost object
 */
record JsonPath(List<Reference> steps) {
    /** What stands in an array for an element that was removed, so that the others keep their places. */
    static final String PLACEHOLDER = "";

    /** The node at this place, or a missing node. */
    JsonNode in(JsonNode tree) {
        return find(tree, steps);
    }

    /** Takes the node at this place out of a tree; false if there is none. */
    boolean removeFrom(ObjectNode tree) {
        if (steps.isEmpty()) {
            return false;
        }
        JsonNode parent = find(tree, steps.subList(0, steps.size() - 1));
        Reference last = steps.get(steps.size() - 1);
        if (parent instanceof ArrayNode array) {
            return replaceIn(array, last.getIndex());
        }
        return parent instanceof ObjectNode object && object.remove(last.getFieldName()) != null;
    }

    // A placeholder that is refused in its turn cannot be replaced: that ends the search for further problems.
    private static boolean replaceIn(ArrayNode array, int index) {
        JsonNode element = array.path(index);
        boolean replaceable = !element.isMissingNode() && !element.equals(TextNode.valueOf(PLACEHOLDER));
        if (replaceable) {
            array.set(index, PLACEHOLDER);
        }
        return replaceable;
    }

    private static JsonNode find(JsonNode tree, List<Reference> steps) {
        JsonNode node = tree;
        for (Reference step : steps) {
            node = step.getFieldName() == null ? node.path(step.getIndex()) : node.path(step.getFieldName());
        }
        return node;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Reference step : steps) {
            if (step.getFieldName() == null) {
                text.append('[').append(step.getIndex()).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return text.toString();
    }
}
