package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;

/** What pods count in a ResourceQuota, by the quota's own names. Pure. */
final class QuotaUse {
    private static final Set<String> COMPUTE =
            Set.of("cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory");
    private static final String EXTENDED = "requests.";

    private QuotaUse() {}

    /** Whether it is something that a pod counts in. */
    static boolean isOfPods(String resource) {
        return isNumber(resource) || COMPUTE.contains(resource) || resource.startsWith(EXTENDED);
    }

    /** A pod that has ended uses nothing. */
    static boolean counts(JsonNode pod) {
        String phase = pod.path("status").path("phase").asText();
        return !phase.equals("Succeeded") && !phase.equals("Failed");
    }

    static BigDecimal of(JsonNode pod, String resource) {
        if (isNumber(resource)) {
            return BigDecimal.ONE;
        }
        BigDecimal together = BigDecimal.ZERO;
        for (JsonNode container : pod.path("spec").path("containers")) {
            together = together.add(amount(container, resource));
        }
        for (JsonNode container : pod.path("spec").path("initContainers")) {
            together = together.max(amount(container, resource));
        }
        return together;
    }

    /** The containers that say nothing of what a quota of CPU or memory counts. */
    static Set<String> silent(JsonNode pod, String resource) {
        Set<String> names = new HashSet<>();
        if (COMPUTE.contains(resource)) {
            for (JsonNode container : pod.path("spec").path("containers")) {
                if (said(container, resource).isMissingNode()) {
                    names.add(container.path("name").asText());
                }
            }
        }
        return names;
    }

    private static boolean isNumber(String resource) {
        return resource.equals("pods") || resource.equals("count/pods");
    }

    private static BigDecimal amount(JsonNode container, String resource) {
        JsonNode said = said(container, resource);
        return said.isMissingNode() ? BigDecimal.ZERO : new Quantity(said.asText()).getNumericalAmount();
    }

    /** A limit without a request is a request of the same amount. */
    private static JsonNode said(JsonNode container, String resource) {
        JsonNode resources = container.path("resources");
        String name = resource.replaceFirst("^(requests|limits)\\.", "");
        JsonNode limit = resources.path("limits").path(name);
        if (resource.startsWith("limits.")) {
            return limit;
        }
        JsonNode request = resources.path("requests").path(name);
        return request.isMissingNode() ? limit : request;
    }
}
