package dev.bellows.k8s.internal.preflight;

import dev.bellows.check.Problem;
import dev.bellows.k8s.port.ClusterPort;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** What a driver's service account may do. Nobody else can list an account's rights: each one is asked for. */
final class DriverRights {
    private final ClusterPort cluster;
    private final String namespace;
    private final String account;

    DriverRights(ClusterPort cluster, String namespace, String account) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.account = account;
    }

    /** What is missing of these; without the right to ask, that it was not asked. */
    CompletableFuture<List<Problem>> check(List<PolicyRule> needed) {
        List<CompletableFuture<Answer>> answers = needed.stream()
                .flatMap(rule -> rule.getVerbs().stream()
                        .map(verb -> asked(rule.getResources().get(0), verb)))
                .toList();
        CompletableFuture<List<Answer>> all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> answers.stream().map(CompletableFuture::join).toList());
        return Answers.looked("localsubjectaccessreviews", all, this::missing);
    }

    private CompletableFuture<Answer> asked(String resource, String verb) {
        return cluster.create(LookedAt.ACCESS, namespace, question(resource, verb))
                .thenApply(
                        review -> new Answer(resource, verb, !Boolean.FALSE.equals(review.get("status", "allowed"))));
    }

    private GenericKubernetesResource question(String resource, String verb) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion("authorization.k8s.io/v1")
                .withKind("LocalSubjectAccessReview")
                .withNewMetadata()
                .withNamespace(namespace)
                .endMetadata()
                .addToAdditionalProperties(
                        "spec",
                        Map.of(
                                "user",
                                "system:serviceaccount:" + namespace + ":" + account,
                                "groups",
                                List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace),
                                "resourceAttributes",
                                Map.of("namespace", namespace, "resource", resource, "verb", verb)))
                .build();
    }

    private List<Problem> missing(List<Answer> answers) {
        Map<String, Set<String>> missing = new TreeMap<>();
        answers.stream()
                .filter(answer -> !answer.allowed())
                .forEach(answer -> missing.computeIfAbsent(answer.resource(), any -> new TreeSet<>())
                        .add(answer.verb()));
        return missing.entrySet().stream()
                .map(lack -> PreflightProblem.PREFLIGHT_DRIVER_RIGHT_MISSING.at(
                        "serviceAccount",
                        account + " has no right to " + String.join(", ", lack.getValue()) + " " + lack.getKey(),
                        "granted"))
                .toList();
    }

    private record Answer(String resource, String verb, boolean allowed) {}
}
