package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoleManifestsTest {
    private final RoleManifests roles =
            SparkKubernetes.roles("jobs").submitter("me").driver("runner");

    private List<PolicyRule> rules(String role) {
        return roles.objects().stream()
                .filter(object ->
                        object instanceof Role && object.getMetadata().getName().equals(role))
                .flatMap(object -> ((Role) object).getRules().stream())
                .toList();
    }

    @Test
    void each_account_has_a_role_and_a_binding_in_the_namespace_and_nothing_reaches_beyond_it() {
        assertThat(roles.objects())
                .extracting(
                        object -> object.getKind() + "/" + object.getMetadata().getNamespace() + "/"
                                + object.getMetadata().getName())
                .containsExactly(
                        "ServiceAccount/jobs/me",
                        "Role/jobs/me",
                        "RoleBinding/jobs/me",
                        "ServiceAccount/jobs/runner",
                        "Role/jobs/runner",
                        "RoleBinding/jobs/runner");
        assertThat(roles.objects()).filteredOn(RoleBinding.class::isInstance).allSatisfy(object -> {
            RoleBinding binding = (RoleBinding) object;
            assertThat(binding.getRoleRef().getKind()).isEqualTo("Role");
            assertThat(binding.getSubjects()).singleElement().satisfies(subject -> {
                assertThat(subject.getName()).isEqualTo(object.getMetadata().getName());
                assertThat(subject.getNamespace()).isEqualTo("jobs");
            });
        });
    }

    @Test
    void nobody_may_read_secrets_or_everything() {
        for (String account : List.of("me", "runner")) {
            assertThat(rules(account)).isNotEmpty().allSatisfy(rule -> {
                assertThat(rule.getResources()).doesNotContain("secrets", "*");
                assertThat(rule.getVerbs()).doesNotContain("*", "impersonate", "escalate", "bind");
                assertThat(rule.getApiGroups()).singleElement().isIn("", "networking.k8s.io", "scheduling.volcano.sh");
                assertThat(rule.getNonResourceURLs()).isEmpty();
            });
        }
    }

    @Test
    void the_submitter_may_do_what_the_runtime_does_and_no_more() {
        assertThat(rules("me"))
                .extracting(rule -> rule.getResources() + "" + rule.getVerbs())
                .containsExactly(
                        "[configmaps][create, get, list, watch, patch, delete]",
                        "[configmaps/finalizers][update]",
                        "[pods][create, get, list, watch, delete, deletecollection]",
                        "[pods/log][get]",
                        "[events][list]",
                        "[services][create, get, delete]",
                        "[persistentvolumeclaims][create, get]",
                        "[networkpolicies][create, get]",
                        "[podgroups][create, get]");
    }

    @Test
    void a_driver_may_make_executors_with_what_they_need_and_clean_up() {
        assertThat(rules("runner"))
                .extracting(rule -> rule.getResources() + "" + rule.getVerbs())
                .containsExactly(
                        "[pods][create, get, list, watch, patch, delete, deletecollection]",
                        "[configmaps][create, get, list, delete, deletecollection]",
                        "[services][list, delete, deletecollection]",
                        "[persistentvolumeclaims][create, list, delete, deletecollection]");
    }

    @Test
    void the_yaml_holds_the_same_objects() {
        List<GenericKubernetesResource> read = Arrays.stream(roles.yaml().split("(?m)^---$"))
                .filter(document -> !document.isBlank())
                .map(document -> Serialization.unmarshal(document, GenericKubernetesResource.class))
                .toList();
        assertThat(read)
                .extracting(
                        object -> object.getKind() + "/" + object.getMetadata().getName())
                .isEqualTo(roles.objects().stream()
                        .map(object ->
                                object.getKind() + "/" + object.getMetadata().getName())
                        .toList());
        assertThat(read.get(1).<List<?>>get("rules")).hasSameSizeAs(rules("me"));
    }
}
