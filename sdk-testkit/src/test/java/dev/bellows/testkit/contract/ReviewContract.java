package dev.bellows.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ObjectKind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Questions that change nothing: rights, what a create would say, and whether something exists. */
interface ReviewContract extends PortContract {
    ObjectKind<GenericKubernetesResource> RULES = new ObjectKind<>(
            "authorization.k8s.io/v1", "selfsubjectrulesreviews", GenericKubernetesResource.class, false);

    @Test
    default void one_question_tells_all_rights_in_a_namespace() {
        GenericKubernetesResource answer = await(port().create(RULES, "", question(Map.of("namespace", namespace()))));

        assertThat(answer.<Boolean>get("status", "incomplete")).isFalse();
        assertThat(answer.<List<Map<String, Object>>>get("status", "resourceRules"))
                .anySatisfy(rule -> assertThat(rule)
                        .containsEntry("verbs", List.of("*"))
                        .containsEntry("apiGroups", List.of("*"))
                        .containsEntry("resources", List.of("*")));
    }

    @Test
    default void a_question_for_rights_names_a_namespace() {
        ClusterException refusal = refusal(port().create(RULES, "", question(Map.of())));

        assertThat(refusal.code()).isEqualTo(400);
        assertThat(refusal).hasMessageContaining("no namespace on request");
    }

    private static GenericKubernetesResource question(Map<String, String> spec) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion("authorization.k8s.io/v1")
                .withKind("SelfSubjectRulesReview")
                .withNewMetadata()
                .endMetadata()
                .addToAdditionalProperties("spec", spec)
                .build();
    }

    @Test
    default void what_is_only_tried_is_not_there() {
        assertThat(await(port().tryCreate(
                                        ObjectKind.CONFIG_MAPS,
                                        namespace(),
                                        PortContract.map("tried").build()))
                        .getMetadata()
                        .getNamespace())
                .isEqualTo(namespace());

        assertThat(exists(ObjectKind.CONFIG_MAPS, "tried")).isFalse();
    }

    @Test
    default void what_is_only_tried_is_refused_as_a_create_is() {
        created("a");

        assertThat(refusal(port().tryCreate(
                                        ObjectKind.CONFIG_MAPS,
                                        namespace(),
                                        PortContract.map("a").build()))
                        .reason())
                .isEqualTo("AlreadyExists");
        assertThat(refusal(port().tryCreate(
                                        ObjectKind.CONFIG_MAPS,
                                        namespace(),
                                        PortContract.map("No Name").build()))
                        .causes())
                .extracting(ClusterException.FieldCause::field)
                .contains("metadata.name");
    }

    @Test
    default void what_is_in_no_namespace_is_found_without_one() {
        ObjectKind<PartialObjectMetadata> namespaces = ObjectKind.metadata("v1", "namespaces");

        assertThat(await(port().get(namespaces, "", namespace())).getMetadata().getName())
                .isEqualTo(namespace());
        assertThat(refusal(port().get(namespaces, "", "no-such-place")))
                .hasMessage("namespaces \"no-such-place\" not found");
        assertThat(await(port().list(namespaces, "", "kubernetes.io/metadata.name=" + namespace()))
                        .items())
                .hasSize(1);
        assertThat(refusal(port().get(ObjectKind.metadata("storage.k8s.io/v1", "storageclasses"), "", "none"))
                        .isNotFound())
                .isTrue();
        assertThat(refusal(port().get(ObjectKind.metadata("scheduling.k8s.io/v1", "priorityclasses"), "", "none"))
                        .isNotFound())
                .isTrue();
    }
}
