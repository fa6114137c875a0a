package dev.bellows.k8s.internal.preflight;

import dev.bellows.check.PreflightReport;
import dev.bellows.check.Problem;
import dev.bellows.compile.CompiledJob;
import dev.bellows.compile.DriverControl;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Reads what a cluster has for a job, side by side, and says what it lacks. Creates nothing. */
public final class Preflight {
    private static final String CLUSTER = "";
    private static final String EVERYTHING = "";

    /** Every namespace has it. */
    private static final String DEFAULT_ACCOUNT = "default";

    /** What only some jobs make, or only some API servers ask for. */
    private static final Set<String> OF_SOME_JOBS =
            Set.of("configmaps/finalizers", "resourcequotas", "persistentvolumeclaims", "networkpolicies", "podgroups");

    private static final Comparator<Problem> ERRORS_FIRST = Comparator.comparing(Problem::severity)
            .thenComparing(Problem::field)
            .thenComparing(Problem::code)
            .thenComparing(Problem::seen);

    private final ClusterPort cluster;
    private final CompiledJob job;
    private final String namespace;
    private final Map<String, Pod> pods;
    private final References references;
    private final NeededRights rights;

    /**
     * A preflight of a job.
     *
     * @param rights what a job may need
     */
    public Preflight(ClusterPort cluster, CompiledJob job, NeededRights rights) {
        this.cluster = cluster;
        this.job = job;
        this.namespace = job.attempt().run().namespace();
        this.pods = pods(job);
        this.references = References.of(job, pods);
        this.rights = rights;
    }

    /** The Secrets that a job's pods refer to. */
    public static Set<String> secretsOf(CompiledJob job) {
        return Set.copyOf(References.of(job, pods(job)).secrets.keySet());
    }

    private static Map<String, Pod> pods(CompiledJob job) {
        Map<String, Pod> pods = new LinkedHashMap<>();
        pods.put("driver", job.driverPod());
        pods.put("executors", job.executorPod(1));
        return pods;
    }

    /** Reads and judges; fails only if the API server cannot be asked. */
    public CompletableFuture<PreflightReport> report() {
        return namespace()
                .thenCompose(found -> found.stream().anyMatch(Problem::isError)
                        ? CompletableFuture.completedFuture(found)
                        : all(found))
                .thenApply(found -> new PreflightReport(
                        namespace,
                        found.stream().distinct().sorted(ERRORS_FIRST).toList()));
    }

    /** Everything else has no place in a namespace that is not there. */
    private CompletableFuture<List<Problem>> namespace() {
        return Answers.looked(
                        "namespaces/" + namespace, cluster.get(LookedAt.NAMESPACES, CLUSTER, namespace), found -> {
                            boolean going = found.getMetadata().getDeletionTimestamp() != null;
                            return going
                                    ? List.of(PreflightProblem.PREFLIGHT_NAMESPACE_GOING.at(
                                            "namespace", namespace + " is being deleted", "a namespace that stays"))
                                    : List.of();
                        })
                .exceptionallyCompose(error ->
                        Answers.ifMissing(error, PreflightProblem.PREFLIGHT_NAMESPACE_MISSING, "namespace", namespace));
    }

    private CompletableFuture<List<Problem>> all(List<Problem> first) {
        List<CompletableFuture<List<Problem>>> checks = new ArrayList<>();
        checks.add(CompletableFuture.completedFuture(first));
        checks.add(rights());
        checks.add(driverRights());
        checks.add(Answers.looked(
                "resourcequotas",
                cluster.list(LookedAt.QUOTAS, namespace, EVERYTHING),
                quotas -> QuotaCheck.of(job, pods, quotas.items())));
        checks.add(Answers.looked(
                "limitranges",
                cluster.list(LookedAt.LIMIT_RANGES, namespace, EVERYTHING),
                ranges -> LimitRangeCheck.of(job, pods, ranges.items())));
        checks.add(Answers.looked(
                "nodes", cluster.list(LookedAt.NODES, CLUSTER, EVERYTHING), nodes -> nodes(nodes.items())));
        references.accounts.remove(DEFAULT_ACCOUNT);
        checks.addAll(
                named(LookedAt.ACCOUNTS, namespace, references.accounts, PreflightProblem.PREFLIGHT_ACCOUNT_MISSING));
        checks.addAll(
                named(LookedAt.SECRETS, namespace, references.secrets, PreflightProblem.PREFLIGHT_SECRET_MISSING));
        checks.addAll(named(
                ObjectKind.CONFIG_MAP_METADATA,
                namespace,
                references.configMaps,
                PreflightProblem.PREFLIGHT_CONFIG_MAP_MISSING));
        checks.addAll(named(LookedAt.CLAIMS, namespace, references.claims, PreflightProblem.PREFLIGHT_CLAIM_MISSING));
        checks.addAll(named(
                LookedAt.PRIORITY_CLASSES,
                CLUSTER,
                references.priorityClasses,
                PreflightProblem.PREFLIGHT_PRIORITY_CLASS_MISSING));
        checks.addAll(named(
                LookedAt.STORAGE_CLASSES,
                CLUSTER,
                references.storageClasses,
                PreflightProblem.PREFLIGHT_STORAGE_CLASS_MISSING));
        pods.forEach((role, pod) -> checks.add(tried(role, pod)));
        return CompletableFuture.allOf(checks.toArray(CompletableFuture[]::new))
                .thenApply(done -> checks.stream()
                        .map(CompletableFuture::join)
                        .flatMap(Collection::stream)
                        .toList());
    }

    private CompletableFuture<List<Problem>> rights() {
        List<String> made = job.extras().stream()
                .map(extra -> ObjectKind.of(extra).plural())
                .toList();
        Stream<PolicyRule> ofControl =
                job.conf().containsKey(DriverControl.PORT) ? rights.control().stream() : Stream.empty();
        List<PolicyRule> needed = Stream.concat(
                        rights.submitter().stream()
                                .filter(rule -> !OF_SOME_JOBS.contains(
                                                rule.getResources().get(0))
                                        || made.contains(rule.getResources().get(0))),
                        ofControl)
                .toList();
        return cluster.create(LookedAt.RULES, CLUSTER, Rights.question(namespace))
                .thenApply(answer -> Rights.missing(needed, answer))
                .exceptionallyCompose(error -> ClusterException.in(error).code() == Answers.FORBIDDEN
                        ? CompletableFuture.completedFuture(List.of(PreflightProblem.PREFLIGHT_RIGHTS_UNKNOWN.at(
                                "client", Answers.message(error), "a review of the account's own rights")))
                        : CompletableFuture.failedFuture(error));
    }

    /** Of claims only if the driver makes some for its executors. */
    private CompletableFuture<List<Problem>> driverRights() {
        String account = Optional.ofNullable(job.driverPod().getSpec().getServiceAccountName())
                .orElse(DEFAULT_ACCOUNT);
        boolean claims = job.footprint().executor().claims() > 0;
        return new DriverRights(cluster, namespace, account)
                .check(rights.driver().stream()
                        .filter(rule -> claims
                                || !OF_SOME_JOBS.contains(rule.getResources().get(0)))
                        .toList());
    }

    private List<Problem> nodes(List<Node> nodes) {
        List<Problem> problems = new ArrayList<>();
        NodeCheck.of("driver", job.driverPod().getSpec(), job.footprint().driver(), nodes)
                .ifPresent(problems::add);
        Pod executor = pods.getOrDefault("executors", job.executorTemplate());
        NodeCheck.of("executors", executor.getSpec(), job.footprint().executor(), nodes)
                .ifPresent(problems::add);
        return problems;
    }

    private List<CompletableFuture<List<Problem>>> named(
            ObjectKind<PartialObjectMetadata> kind, String place, Map<String, String> names, PreflightProblem missing) {
        return names.entrySet().stream()
                .map(name -> Answers.looked(
                                kind.plural() + "/" + name.getKey(),
                                cluster.get(kind, place, name.getKey()),
                                found -> List.<Problem>of())
                        .exceptionallyCompose(
                                error -> Answers.ifMissing(error, missing, name.getValue(), name.getKey())))
                .toList();
    }

    /** The API server's own check, with quota, Pod Security and all that refuses pods there. */
    private CompletableFuture<List<Problem>> tried(String role, Pod pod) {
        return cluster.tryCreate(ObjectKind.PODS, namespace, pod)
                .thenApply(taken -> List.<Problem>of())
                .exceptionallyCompose(error -> {
                    ClusterException problem = ClusterException.in(error);
                    if (problem.isPassing() || problem.code() == 401) {
                        return CompletableFuture.failedFuture(problem);
                    }
                    return CompletableFuture.completedFuture(List.of(PreflightProblem.PREFLIGHT_REFUSED.at(
                            role, Answers.message(error), "a pod that the API server takes")));
                });
    }
}
