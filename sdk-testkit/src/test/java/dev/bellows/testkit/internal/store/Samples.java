package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Small objects for tests. */
final class Samples {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Samples() {}

    static ObjectNode object(String json) {
        try {
            return MAPPER.readValue(json.replace('\'', '"'), ObjectNode.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    static ArrayNode array(String json) {
        try {
            return MAPPER.readValue(json.replace('\'', '"'), ArrayNode.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    static ObjectNode configMap(String name) {
        return object("{'metadata':{'name':'" + name + "'}}");
    }

    static ObjectNode pod(String name) {
        return object("{'metadata':{'name':'" + name + "'},'spec':{'containers':[{'name':'main','image':'x:1'}]}}");
    }

    /** The same object with one more owner. */
    static ObjectNode ownedBy(ObjectNode object, ObjectNode owner) {
        ObjectNode reference =
                object.withObject("/metadata").withArray("ownerReferences").addObject();
        for (String field : new String[] {"apiVersion", "kind"}) {
            reference.set(field, owner.get(field));
        }
        reference
                .put("name", Metadata.name(owner))
                .put("uid", Metadata.uid(owner))
                .put("blockOwnerDeletion", true);
        return object;
    }
}
