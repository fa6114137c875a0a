package dev.bellows.k8s;

import static dev.bellows.k8s.RoleObjects.rule;
import static dev.bellows.k8s.RoleObjects.ruleOf;

import dev.bellows.compile.ObjectYaml;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.internal.preflight.NeededRights;
import dev.bellows.k8s.internal.preflight.Preflight;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The service accounts, Roles and RoleBindings that jobs in a namespace need, and nothing more: no cluster scope, no Secrets, unless a
 * method says so. Immutable.
 */
public final class RoleManifests {
    private final String namespace;
    private final String submitter;
    private final String driver;
    private final List<Extra> extras;

    RoleManifests(String namespace, String submitter, String driver) {
        this(namespace, submitter, driver, List.of());
    }

    private RoleManifests(String namespace, String submitter, String driver, List<Extra> extras) {
        this.namespace = namespace;
        this.submitter = submitter;
        this.driver = driver;
        this.extras = extras;
    }

    /** Rights of the submitter that only some services need: in the namespace, or, for what is in none, in the cluster. */
    private record Extra(String suffix, boolean ofCluster, List<PolicyRule> rules) {}

    /** The service account that submits; default: {@code bellows-submitter}. */
    public RoleManifests submitter(String serviceAccount) {
        return new RoleManifests(namespace, serviceAccount, driver, extras);
    }

    /** The service account that drivers run as, {@code SparkJob.serviceAccount}; default: {@code spark}. */
    public RoleManifests driver(String serviceAccount) {
        return new RoleManifests(namespace, submitter, serviceAccount, extras);
    }

    /**
     * With a Role of its own that lets {@link SparkKubernetes#preflight} look at the namespace: limit ranges, service accounts,
     * claims, and ask what the driver's account may do. Kubernetes has no right to know of a Secret without the right to read it, so those of the jobs, and no others, may be read.
     *
     * @param jobs whose Secrets are looked for
     */
    public RoleManifests withPreflight(SparkJob... jobs) {
        List<PolicyRule> rules = new ArrayList<>(List.of(
                rule("namespaces", "get"),
                rule("serviceaccounts", "get"),
                rule("limitranges", "list"),
                rule("persistentvolumeclaims", "get"),
                ruleOf("authorization.k8s.io", "localsubjectaccessreviews", "create")));
        List<String> secrets = Stream.of(jobs)
                .flatMap(job -> Preflight.secretsOf(job.compile()).stream())
                .distinct()
                .sorted()
                .toList();
        if (!secrets.isEmpty()) {
            rules.add(new PolicyRuleBuilder(rule("secrets", "get"))
                    .withResourceNames(secrets)
                    .build());
        }
        return with(new Extra("preflight", false, rules));
    }

    /** With a ClusterRole that lets {@link SparkKubernetes#preflight} look at what is in no namespace: nodes and classes. */
    public RoleManifests withClusterPreflight() {
        return with(new Extra(
                "preflight",
                true,
                List.of(
                        rule("nodes", "list"),
                        ruleOf("scheduling.k8s.io", "priorityclasses", "get"),
                        ruleOf("storage.k8s.io", "storageclasses", "get"))));
    }

    /** With a Role of its own that lets a sweep find what spark-submit left, {@code SweepPolicy.sparkSubmitOrphans}. */
    public RoleManifests withOrphanSweep() {
        return with(new Extra("sweep", false, List.of(rule("services", "list"))));
    }

    /**
     * With a Role of its own for {@code SparkRun.executors()} and what goes with it: to ask a driver by way of the API server, and to mark
     * executors for autoscalers. Kubernetes has no right to reach one port of a pod alone, nor only drivers: whoever has it can send GET
     * requests to every pod of the namespace.
     */
    public RoleManifests withExecutors() {
        return with(new Extra("executors", false, List.of(rule("pods/proxy", "get"), rule("pods", "patch"))));
    }

    /**
     * With a Role of its own for jobs with {@code SparkJob.control()}: to make the Secret of each run's key, to read it from another
     * process, and to send a driver orders by way of the API server. Kubernetes cannot limit these rights to names that are not known
     * yet: whoever has them can read every Secret of the namespace. Goes with {@link #withExecutors()}.
     */
    public RoleManifests withControl() {
        return with(new Extra("control", false, controlRules()));
    }

    private RoleManifests with(Extra extra) {
        return new RoleManifests(
                namespace,
                submitter,
                driver,
                Stream.concat(extras.stream(), Stream.of(extra)).toList());
    }

    /** All objects, as one YAML text that {@code kubectl apply} takes. */
    public String yaml() {
        return ObjectYaml.of(objects());
    }

    /** The objects, in the order in which they are to be applied. */
    public List<HasMetadata> objects() {
        List<HasMetadata> objects = new ArrayList<>(List.of(
                RoleObjects.account(namespace, submitter),
                RoleObjects.role(namespace, submitter, submitterRules()),
                RoleObjects.binding(namespace, submitter, submitter),
                RoleObjects.account(namespace, driver),
                RoleObjects.role(namespace, driver, driverRules()),
                RoleObjects.binding(namespace, driver, driver)));
        extras.forEach(extra -> {
            String name = submitter + "-" + extra.suffix();
            objects.add(
                    extra.ofCluster()
                            ? RoleObjects.clusterRole(name, extra.rules())
                            : RoleObjects.role(namespace, name, extra.rules()));
            objects.add(
                    extra.ofCluster()
                            ? RoleObjects.clusterBinding(namespace, name, submitter)
                            : RoleObjects.binding(namespace, name, submitter));
        });
        return List.copyOf(objects);
    }

    /** What a job needs, the submitter's and the driver's. */
    static NeededRights neededRights() {
        return new NeededRights(submitterRules(), driverRules(), controlRules());
    }

    /** Every verb here is one that the runtime sends. */
    private static List<PolicyRule> submitterRules() {
        return List.of(
                rule("configmaps", "create", "get", "list", "watch", "patch", "delete"),
                // Where the API server enforces it, an owner that blocks deletion needs this right.
                rule("configmaps/finalizers", "update"),
                rule("pods", "create", "get", "list", "watch", "delete", "deletecollection"),
                rule("pods/log", "get"),
                // Why a driver does not start is said there alone.
                rule("events", "list"),
                // Whether a job may grow is asked before it is tried again.
                rule("resourcequotas", "list"),
                rule("services", "create", "get", "delete"),
                // Further objects that come with a job: the driver's claims on demand, from Spark 4.2 on a policy,
                // Volcano's group.
                rule("persistentvolumeclaims", "create", "get"),
                ruleOf("networking.k8s.io", "networkpolicies", "create", "get"),
                ruleOf("scheduling.volcano.sh", "podgroups", "create", "get"));
    }

    private static List<PolicyRule> controlRules() {
        return List.of(rule("secrets", "create", "get"), rule("pods/proxy", "get", "create"));
    }

    /** What Spark's driver asks of the API server: its executors, their ConfigMap and claims, and the clean-up when it stops. */
    private static List<PolicyRule> driverRules() {
        return List.of(
                rule("pods", "create", "get", "list", "watch", "patch", "delete", "deletecollection"),
                rule("configmaps", "create", "get", "list", "delete", "deletecollection"),
                rule("services", "list", "delete", "deletecollection"),
                rule("persistentvolumeclaims", "create", "list", "delete", "deletecollection"));
    }
}
