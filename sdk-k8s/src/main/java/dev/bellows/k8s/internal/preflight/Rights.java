package dev.bellows.k8s.internal.preflight;

import dev.bellows.check.Problem;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the connection's account may do in a namespace, as one review tells. Pure. */
final class Rights {
    private static final String EVERY = "*";

    private Rights() {}

    /** The question: all rights in a namespace at once. */
    static GenericKubernetesResource question(String namespace) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion("authorization.k8s.io/v1")
                .withKind("SelfSubjectRulesReview")
                .withNewMetadata()
                .endMetadata()
                .addToAdditionalProperties("spec", Map.of("namespace", namespace))
                .build();
    }

    /** What of the rights that are needed was not granted. */
    static List<Problem> missing(List<PolicyRule> needed, GenericKubernetesResource answer) {
        List<Problem> problems = new ArrayList<>();
        Map<String, List<String>> missing = new TreeMap<>();
        List<Map<String, Object>> granted = maps(answer.get("status", "resourceRules"));
        for (PolicyRule rule : needed) {
            for (String verb : rule.getVerbs()) {
                String group = rule.getApiGroups().get(0);
                String resource = rule.getResources().get(0);
                if (granted.stream().noneMatch(given -> allows(given, group, resource, verb))) {
                    missing.computeIfAbsent(resource, any -> new ArrayList<>()).add(verb);
                }
            }
        }
        if (Boolean.TRUE.equals(answer.get("status", "incomplete"))) {
            // What is not told may be granted all the same: nothing is missing for certain.
            String seen = missing.isEmpty() ? "incomplete" : "incomplete, without " + missing;
            return List.of(PreflightProblem.PREFLIGHT_RIGHTS_UNKNOWN.at("client", seen, "all rules"));
        }
        missing.forEach((resource, verbs) -> problems.add(PreflightProblem.PREFLIGHT_RIGHT_MISSING.at(
                "client", "no right to " + String.join(", ", verbs) + " " + resource, "granted")));
        return problems;
    }

    private static boolean allows(Map<String, Object> rule, String group, String resource, String verb) {
        // A rule for single names covers no other.
        return texts(rule, "resourceNames").isEmpty()
                && has(rule, "verbs", verb)
                && has(rule, "apiGroups", group)
                && (has(rule, "resources", resource) || covers(texts(rule, "resources"), resource));
    }

    private static boolean covers(List<String> patterns, String resource) {
        int slash = resource.indexOf('/');
        return slash > 0 && patterns.contains("*" + resource.substring(slash));
    }

    private static boolean has(Map<String, Object> rule, String field, String value) {
        List<String> values = texts(rule, field);
        return values.contains(EVERY) || values.contains(value);
    }

    private static List<String> texts(Map<String, Object> rule, String field) {
        return rule.get(field) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static List<Map<String, Object>> maps(Object list) {
        List<Map<String, Object>> maps = new ArrayList<>();
        if (list instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> map) {
                    Map<String, Object> copy = new TreeMap<>();
                    map.forEach((key, value) -> copy.put(String.valueOf(key), value));
                    maps.add(copy);
                }
            }
        }
        return maps;
    }
}
