package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;

/** The quality-of-service class of a pod, from what its containers request. */
final class QualityOfService {

    private QualityOfService() {}

    static String of(JsonNode spec) {
        boolean any = false;
        boolean guaranteed = true;
        for (JsonNode container : spec.path("containers")) {
            JsonNode requests = container.path("resources").path("requests");
            JsonNode limits = container.path("resources").path("limits");
            any |= !requests.isEmpty() || !limits.isEmpty();
            guaranteed &= limited("cpu", requests, limits) && limited("memory", requests, limits);
        }
        return any ? (guaranteed ? "Guaranteed" : "Burstable") : "BestEffort";
    }

    private static boolean limited(String resource, JsonNode requests, JsonNode limits) {
        return limits.has(resource)
                && (!requests.has(resource) || requests.path(resource).equals(limits.path(resource)));
    }
}
