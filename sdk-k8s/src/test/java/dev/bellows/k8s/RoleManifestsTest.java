package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.SecretRef;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
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
                        "[resourcequotas][list]",
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
    void a_preflight_may_look_where_it_is_asked_to_and_reads_only_the_secrets_of_the_jobs() {
        SparkJob job = SparkJob.builder()
                .name("daily")
                .image("registry.example.com/spark:4.1.1")
                .jar("local:///opt/app.jar", "com.acme.App")
                .pod(p -> p.env("PASSWORD", SecretRef.of("db", "password")))
                .build();
        List<HasMetadata> looking = roles.withPreflight(job)
                .withClusterPreflight()
                .withOrphanSweep()
                .objects();

        assertThat(looking.subList(0, 6)).isEqualTo(roles.objects());
        assertThat(looking.subList(6, looking.size()))
                .extracting(
                        object -> object.getKind() + "/" + object.getMetadata().getName())
                .containsExactly(
                        "Role/me-preflight",
                        "RoleBinding/me-preflight",
                        "ClusterRole/me-preflight",
                        "ClusterRoleBinding/me-preflight-jobs",
                        "Role/me-sweep",
                        "RoleBinding/me-sweep");
        assertThat(((Role) looking.get(6)).getRules())
                .filteredOn(rule -> rule.getResources().contains("secrets"))
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.getVerbs()).containsExactly("get");
                    assertThat(rule.getResourceNames()).containsExactly("db");
                });
        assertThat(((ClusterRole) looking.get(8)).getRules())
                .extracting(rule -> rule.getResources() + "" + rule.getVerbs())
                .containsExactly("[nodes][list]", "[priorityclasses][get]", "[storageclasses][get]");
    }

    @Test
    void control_needs_secrets_and_orders_to_pods_in_a_role_of_its_own() {
        List<HasMetadata> controlling = roles.withControl().objects();

        assertThat(controlling.subList(0, 6)).isEqualTo(roles.objects());
        assertThat(((Role) controlling.get(6)).getRules())
                .extracting(rule -> rule.getResources() + "" + rule.getVerbs())
                .containsExactly("[secrets][create, get]", "[pods/proxy][get, create]");
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
