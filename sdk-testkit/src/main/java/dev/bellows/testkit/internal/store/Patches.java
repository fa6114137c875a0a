package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.CompatibilityFlags;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.EnumSet;

/** Applies a patch to an object. */
final class Patches {

    /** The standard refuses to remove what is not there; the library does so only when told. */
    private static final EnumSet<CompatibilityFlags> STRICT =
            EnumSet.of(CompatibilityFlags.FORBID_REMOVE_MISSING_OBJECT);

    private Patches() {}

    static ObjectNode apply(ObjectNode object, Patch patch) {
        JsonNode result = patch.format() == Patch.Format.JSON
                ? applyOperations(object, patch.body())
                : applyObject(object, patch);
        if (result instanceof ObjectNode patched) {
            return patched;
        }
        throw ApiException.badRequest("the patch does not leave an object");
    }

    private static JsonNode applyOperations(ObjectNode object, JsonNode operations) {
        try {
            return JsonPatch.apply(operations, object, STRICT);
        } catch (JsonPatchException e) {
            throw ApiException.unfittingPatch();
        }
    }

    private static JsonNode applyObject(ObjectNode object, Patch patch) {
        if (!(patch.body() instanceof ObjectNode body)) {
            throw ApiException.badRequest("error decoding patch: the patch is not an object");
        }
        return patch.format() == Patch.Format.MERGE
                ? MergePatch.apply(object, body)
                : StrategicMergePatch.apply(object, body);
    }
}
