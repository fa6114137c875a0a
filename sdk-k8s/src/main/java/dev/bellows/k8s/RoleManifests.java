package dev.bellows.k8s;

import dev.bellows.compile.ObjectYaml;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.List;

/**
 * The service accounts, Roles and RoleBindings that jobs in a namespace need, and nothing more: no cluster scope, no Secrets. Immutable.
 */
public final class RoleManifests {
    private final String namespace;
    private final String submitter;
    private final String driver;

    RoleManifests(String namespace, String submitter, String driver) {
        this.namespace = namespace;
        this.submitter = submitter;
        this.driver = driver;
    }

    /** The service account that submits; default: {@code bellows-submitter}. */
    public RoleManifests submitter(String serviceAccount) {
        return new RoleManifests(namespace, serviceAccount, driver);
    }

    /** The service account that drivers run as, {@code SparkJob.serviceAccount}; default: {@code spark}. */
    public RoleManifests driver(String serviceAccount) {
        return new RoleManifests(namespace, submitter, serviceAccount);
    }

    /** All objects, as one YAML text that {@code kubectl apply} takes. */
    public String yaml() {
        return ObjectYaml.of(objects());
    }

    /** The objects, in the order in which they are to be applied. */
    public List<HasMetadata> objects() {
        return List.of(
                account(submitter),
                role(submitter, submitterRules()),
                binding(submitter),
                account(driver),
                role(driver, driverRules()),
                binding(driver));
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
                rule("services", "create", "get", "delete"),
                // Further objects that come with a job: the driver's claims on demand, from Spark 4.2 on a policy,
                // Volcano's group.
                rule("persistentvolumeclaims", "create", "get"),
                ruleOf("networking.k8s.io", "networkpolicies", "create", "get"),
                ruleOf("scheduling.volcano.sh", "podgroups", "create", "get"));
    }

    /** What Spark's driver asks of the API server: its executors, their ConfigMap and claims, and the clean-up when it stops. */
    private static List<PolicyRule> driverRules() {
        return List.of(
                rule("pods", "create", "get", "list", "watch", "patch", "delete", "deletecollection"),
                rule("configmaps", "create", "get", "list", "delete", "deletecollection"),
                rule("services", "list", "delete", "deletecollection"),
                rule("persistentvolumeclaims", "create", "list", "delete", "deletecollection"));
    }

    private static PolicyRule rule(String resource, String... verbs) {
        return ruleOf("", resource, verbs);
    }

    private static PolicyRule ruleOf(String group, String resource, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resource)
                .withVerbs(verbs)
                .build();
    }

    private ServiceAccount account(String name) {
        return new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .build();
    }

    private Role role(String name, List<PolicyRule> rules) {
        return new RoleBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withRules(rules)
                .build();
    }

    private RoleBinding binding(String name) {
        return new RoleBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName(name)
                .withNamespace(namespace)
                .endSubject()
                .build();
    }
}
