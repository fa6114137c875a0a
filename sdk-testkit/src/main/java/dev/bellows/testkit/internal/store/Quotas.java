package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * ResourceQuotas: refuses a pod that would be too much, and says in their status what is used. Of the objects of a namespace only pods
 * count, and a quota with scopes counts nothing.
 */
final class Quotas {
    private static final BigInteger MEBIBYTE = BigInteger.valueOf(1 << 20);

    private final Registry registry;

    Quotas(Registry registry) {
        this.registry = registry;
    }

    /** Refuses what is more than a quota leaves. */
    void check(ResourceType type, String namespace, ObjectNode pod) {
        if (!type.equals(ResourceType.PODS)) {
            return;
        }
        for (ObjectNode quota : quotas(namespace)) {
            check(quota, namespace, pod);
        }
    }

    private void check(ObjectNode quota, String namespace, ObjectNode pod) {
        String name = Metadata.name(pod);
        Set<String> silent = new TreeSet<>();
        List<String> requested = new ArrayList<>();
        List<String> used = new ArrayList<>();
        List<String> limited = new ArrayList<>();
        hard(quota).forEach(entry -> {
            String resource = entry.getKey();
            QuotaUse.silent(pod, resource).forEach(container -> silent.add(resource + " for: " + container));
            BigDecimal asked = QuotaUse.of(pod, resource);
            BigDecimal before = used(namespace, resource);
            BigDecimal most = new Quantity(entry.getValue().asText()).getNumericalAmount();
            if (asked.add(before).compareTo(most) > 0) {
                requested.add(resource + "=" + text(resource, asked));
                used.add(resource + "=" + text(resource, before));
                limited.add(resource + "=" + entry.getValue().asText());
            }
        });
        if (!silent.isEmpty()) {
            String why = "failed quota: " + Metadata.name(quota) + ": must specify " + String.join("; ", silent);
            throw ApiException.forbidden(ResourceType.PODS, name, why);
        }
        if (!requested.isEmpty()) {
            String why = "exceeded quota: " + Metadata.name(quota) + ", requested: " + String.join(",", requested)
                    + ", used: " + String.join(",", used) + ", limited: " + String.join(",", limited);
            throw ApiException.forbidden(ResourceType.PODS, name, why);
        }
    }

    /** Brings the status of all quotas up to date. */
    void settle() {
        for (ObjectNode quota :
                List.copyOf(registry.scope(ResourceType.RESOURCE_QUOTAS, null).values())) {
            if (isScoped(quota)) {
                continue;
            }
            String namespace = Metadata.text(quota, "namespace");
            ObjectNode next = quota.deepCopy();
            ObjectNode status = next.putObject("status");
            status.set("hard", quota.path("spec").path("hard").deepCopy());
            ObjectNode used = status.putObject("used");
            hard(quota)
                    .forEach(entry -> used.put(entry.getKey(), text(entry.getKey(), used(namespace, entry.getKey()))));
            if (!next.equals(quota)) {
                ObjectKey key = new ObjectKey(namespace, Metadata.name(quota));
                registry.update(new ObjectRef(ResourceType.RESOURCE_QUOTAS, key), next);
            }
        }
    }

    private Collection<ObjectNode> quotas(String namespace) {
        return registry.scope(ResourceType.RESOURCE_QUOTAS, namespace).values().stream()
                .filter(quota -> !isScoped(quota))
                .toList();
    }

    private static boolean isScoped(ObjectNode quota) {
        JsonNode spec = quota.path("spec");
        return !spec.path("scopes").isEmpty() || !spec.path("scopeSelector").isMissingNode();
    }

    private static List<Map.Entry<String, JsonNode>> hard(ObjectNode quota) {
        return quota.path("spec").path("hard").properties().stream()
                .filter(entry -> QuotaUse.isOfPods(entry.getKey()))
                .toList();
    }

    private BigDecimal used(String namespace, String resource) {
        return registry.scope(ResourceType.PODS, namespace).values().stream()
                .filter(QuotaUse::counts)
                .map(pod -> QuotaUse.of(pod, resource))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** As Kubernetes writes amounts: whole cores or thousandths, whole mebibytes if they are whole. */
    private static String text(String resource, BigDecimal amount) {
        if (resource.endsWith("cpu") && amount.stripTrailingZeros().scale() > 0) {
            return amount.movePointRight(3).toBigInteger() + "m";
        }
        BigInteger[] mebibytes = amount.toBigInteger().divideAndRemainder(MEBIBYTE);
        return resource.endsWith("memory") && amount.signum() > 0 && mebibytes[1].signum() == 0
                ? mebibytes[0] + "Mi"
                : amount.stripTrailingZeros().toPlainString();
    }
}
