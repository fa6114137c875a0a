package dev.bellows.testkit.internal.door;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.testkit.internal.store.ApiException;

/** A whole answer: a status and a JSON body. */
record Answer(int status, JsonNode body) {

    static Answer ok(JsonNode body) {
        return new Answer(200, body);
    }

    static Answer created(JsonNode body) {
        return new Answer(201, body);
    }

    static Answer refused(ApiException refusal) {
        return new Answer(refusal.code(), refusal.toStatus());
    }
}
