package dev.bellows.testkit.internal.scheduler;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/** Amounts of resources by name: cores, bytes, pods and whatever else a node offers. */
record Amounts(Map<String, BigDecimal> byResource) {
    static final String PODS = "pods";

    /** What a pod asks for: the sum of its containers, or its largest init container, and its own place. */
    static Amounts requestedBy(PodSpec spec) {
        Map<String, BigDecimal> together = new TreeMap<>();
        for (Container container : spec.getContainers()) {
            merge(together, requests(container), BigDecimal::add);
        }
        for (Container container : spec.getInitContainers()) {
            merge(together, requests(container), BigDecimal::max);
        }
        together.put(PODS, BigDecimal.ONE);
        return new Amounts(together);
    }

    static Amounts of(Map<String, Quantity> quantities) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        quantities.forEach((resource, quantity) -> amounts.put(resource, quantity.getNumericalAmount()));
        return new Amounts(amounts);
    }

    Amounts minus(Amounts used) {
        Map<String, BigDecimal> left = new TreeMap<>(byResource);
        used.byResource.forEach((resource, amount) -> left.merge(resource, amount.negate(), BigDecimal::add));
        return new Amounts(left);
    }

    BigDecimal get(String resource) {
        return byResource.getOrDefault(resource, BigDecimal.ZERO);
    }

    /** A limit without a request is a request of the same amount. */
    private static Map<String, BigDecimal> requests(Container container) {
        ResourceRequirements resources = container.getResources();
        if (resources == null) {
            return Map.of();
        }
        Map<String, Quantity> quantities = new TreeMap<>(resources.getLimits());
        quantities.putAll(resources.getRequests());
        return of(quantities).byResource();
    }

    private static void merge(
            Map<String, BigDecimal> into, Map<String, BigDecimal> amounts, BinaryOperator<BigDecimal> rule) {
        amounts.forEach((resource, amount) -> into.merge(resource, amount, rule));
    }
}
