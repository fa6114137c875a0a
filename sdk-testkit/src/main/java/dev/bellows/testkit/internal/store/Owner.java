package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;

/** One owner reference of an object. */
record Owner(String apiVersion, String kind, String name, String uid, boolean blocksDeletion) {

    static Owner read(JsonNode reference) {
        return new Owner(
                reference.path("apiVersion").asText(""),
                reference.path("kind").asText(""),
                reference.path("name").asText(""),
                reference.path("uid").asText(""),
                reference.path("blockOwnerDeletion").asBoolean(false));
    }
}
