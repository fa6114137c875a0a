package dev.bellows.k8s;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.List;

/** Rules, Roles, bindings and service accounts as Kubernetes objects. */
final class RoleObjects {
    private static final String GROUP = "rbac.authorization.k8s.io";

    private RoleObjects() {}

    static PolicyRule rule(String resource, String... verbs) {
        return ruleOf("", resource, verbs);
    }

    static PolicyRule ruleOf(String group, String resource, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resource)
                .withVerbs(verbs)
                .build();
    }

    static ServiceAccount account(String namespace, String name) {
        return new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .build();
    }

    static Role role(String namespace, String name, List<PolicyRule> rules) {
        return new RoleBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withRules(rules)
                .build();
    }

    static RoleBinding binding(String namespace, String role, String account) {
        return new RoleBindingBuilder()
                .withNewMetadata()
                .withName(role)
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef(GROUP, "Role", role)
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName(account)
                .withNamespace(namespace)
                .endSubject()
                .build();
    }

    static ClusterRole clusterRole(String name, List<PolicyRule> rules) {
        return new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withRules(rules)
                .build();
    }

    /** Named after the namespace, too: each one's submitter has its own. */
    static ClusterRoleBinding clusterBinding(String namespace, String role, String account) {
        return new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(role + "-" + namespace)
                .endMetadata()
                .withNewRoleRef(GROUP, "ClusterRole", role)
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName(account)
                .withNamespace(namespace)
                .endSubject()
                .build();
    }
}
