package dev.bellows.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterException.FieldCause;
import dev.bellows.k8s.port.ClusterPort.Listing;
import dev.bellows.k8s.port.ObjectKind;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Objects are created, read and listed. */
interface ObjectContract extends PortContract {
    int MOST_ANNOTATION_BYTES = 256 * 1024;
    int MOST_DATA_BYTES = 1024 * 1024;

    @Test
    default void a_created_object_has_a_uid_and_a_version() {
        ConfigMap made = create(PortContract.map("a")
                .addToData("k", "v")
                .addToBinaryData("b", "AAE=")
                .build());

        assertThat(made.getMetadata().getUid()).isNotEmpty();
        assertThat(made.getMetadata().getResourceVersion()).isNotEmpty();
        assertThat(made.getMetadata().getCreationTimestamp()).isNotEmpty();
        assertThat(await(port().get(ObjectKind.CONFIG_MAPS, namespace(), "a"))).isEqualTo(made);
        assertThat(made.getData()).containsEntry("k", "v");
        assertThat(made.getBinaryData()).containsEntry("b", "AAE=");
    }

    @Test
    default void owners_are_kept_as_they_were_given() {
        ConfigMap owner = created("owner");

        ConfigMap child = create(PortContract.dependent("child", owner).build());

        assertThat(child.getMetadata().getOwnerReferences()).containsExactly(PortContract.owner(owner));
    }

    @Test
    default void a_taken_name_is_a_conflict() {
        created("a");

        ClusterException refusal = refusal(port().create(
                        ObjectKind.CONFIG_MAPS,
                        namespace(),
                        PortContract.map("a").build()));

        assertThat(refusal.code()).isEqualTo(409);
        assertThat(refusal.reason()).isEqualTo("AlreadyExists");
        assertThat(refusal.isConflict()).isTrue();
        assertThat(refusal).hasMessageContaining("configmaps \"a\" already exists");
    }

    @Test
    default void a_field_that_the_kind_does_not_have_is_refused() {
        Pod pod = cluster().talker("p");
        pod.getSpec().setAdditionalProperty("colour", "red");

        ClusterException refusal = refusal(port().create(ObjectKind.PODS, namespace(), pod));

        assertThat(refusal.code()).isEqualTo(400);
        assertThat(refusal).hasMessageContaining("strict decoding error: unknown field \"spec.colour\"");
        assertThat(exists(ObjectKind.PODS, "p")).isFalse();
    }

    @Test
    default void an_invalid_object_names_its_fields() {
        ConfigMap map = PortContract.map("a")
                .editMetadata()
                .addToLabels("k", "-v")
                .endMetadata()
                .build();

        ClusterException refusal = refusal(port().create(ObjectKind.CONFIG_MAPS, namespace(), map));

        assertThat(refusal.code()).isEqualTo(422);
        assertThat(refusal.reason()).isEqualTo("Invalid");
        assertThat(refusal.isPassing()).isFalse();
        assertThat(refusal.causes()).extracting(FieldCause::field).containsExactly("metadata.labels");
    }

    @Test
    default void annotations_of_more_than_256_kib_are_refused() {
        created("a");
        ConfigMap map = PortContract.map("b")
                .editMetadata()
                .addToAnnotations("k", "x".repeat(MOST_ANNOTATION_BYTES))
                .endMetadata()
                .build();

        ClusterException onCreate = refusal(port().create(ObjectKind.CONFIG_MAPS, namespace(), map));
        ClusterException onPatch = refusal(port().patch(
                        ObjectKind.CONFIG_MAP_METADATA,
                        namespace(),
                        "a",
                        PortContract.json(
                                "{'metadata': {'annotations': {'k': '" + "x".repeat(MOST_ANNOTATION_BYTES) + "'}}}")));

        for (ClusterException refusal : new ClusterException[] {onCreate, onPatch}) {
            assertThat(refusal.code()).isEqualTo(422);
            assertThat(refusal.causes())
                    .containsOnly(
                            new FieldCause("metadata.annotations", "Too long: may not be more than 262144 bytes"));
        }
    }

    @Test
    default void the_keys_of_data_are_checked() {
        ClusterException refusal = refusal(port().create(
                        ObjectKind.CONFIG_MAPS,
                        namespace(),
                        PortContract.map("a").addToData("$(X).properties", "v").build()));

        assertThat(refusal.code()).isEqualTo(422);
        assertThat(refusal.causes()).singleElement().satisfies(cause -> {
            assertThat(cause.field()).isEqualTo("data[$(X).properties]");
            assertThat(cause.message())
                    .startsWith("Invalid value: \"$(X).properties\": a valid config key must consist of")
                    .endsWith("regex used for validation is '[-._a-zA-Z0-9]+')");
        });
    }

    @Test
    default void data_of_more_than_a_mebibyte_is_refused() {
        ClusterException refusal = refusal(port().create(
                        ObjectKind.CONFIG_MAPS,
                        namespace(),
                        PortContract.map("a")
                                .addToData("half", "x".repeat(MOST_DATA_BYTES / 2))
                                .addToData("more", "x".repeat(MOST_DATA_BYTES / 2 + 1))
                                .build()));

        assertThat(refusal.code()).isEqualTo(422);
        assertThat(refusal.causes())
                .containsExactly(new FieldCause("[]", "Too long: may not be more than 1048576 bytes"));
        create(PortContract.map("a")
                .addToData("half", "x".repeat(MOST_DATA_BYTES / 2))
                .addToBinaryData("half-in-bytes", Base64.getEncoder().encodeToString(new byte[MOST_DATA_BYTES / 2]))
                .build());
    }

    @Test
    default void an_absent_object_is_not_found() {
        ClusterException refusal = refusal(port().get(ObjectKind.PODS, namespace(), "none"));

        assertThat(refusal.isNotFound()).isTrue();
        assertThat(refusal.isPassing()).isFalse();
        assertThat(refusal.reason()).isEqualTo("NotFound");
        assertThat(refusal).hasMessage("pods \"none\" not found");
    }

    @Test
    default void a_list_holds_what_the_selector_matches_and_the_version_after_it() {
        created("a");
        ConfigMap other = PortContract.map("b")
                .editMetadata()
                .addToLabels(LABEL, "other")
                .endMetadata()
                .build();
        ConfigMap newest = create(other);

        Listing<ConfigMap> listing = await(port().list(ObjectKind.CONFIG_MAPS, namespace(), SELECTOR));

        assertThat(listing.items())
                .extracting(map -> map.getMetadata().getName())
                .containsExactly("a");
        assertThat(Long.parseLong(listing.resourceVersion()))
                .isGreaterThanOrEqualTo(Long.parseLong(newest.getMetadata().getResourceVersion()));
    }

    @Test
    default void objects_of_other_groups_are_plain_fields() {
        NetworkPolicy policy = new NetworkPolicyBuilder()
                .withNewMetadata()
                .withName("n")
                .endMetadata()
                .withNewSpec()
                .withNewPodSelector()
                .endPodSelector()
                .addToPolicyTypes("Ingress")
                .endSpec()
                .build();
        ObjectKind<GenericKubernetesResource> kind = ObjectKind.of(policy);
        GenericKubernetesResource plain = new GenericKubernetesResource();
        plain.setApiVersion(policy.getApiVersion());
        plain.setKind(policy.getKind());
        plain.setMetadata(policy.getMetadata());
        plain.setAdditionalProperty("spec", policy.getSpec());

        await(port().create(kind, namespace(), plain));

        assertThat(await(port().get(kind, namespace(), "n")).<String>get("spec", "policyTypes", 0))
                .isEqualTo("Ingress");
    }

    @Test
    default void what_is_said_about_an_object_is_found_by_its_uid() {
        ConfigMap spoken = created("spoken");
        ConfigMap silent = created("silent");
        await(port().create(ObjectKind.EVENTS, namespace(), event("spoken.1", spoken)));

        assertThat(await(port().events(namespace(), spoken.getMetadata().getUid())))
                .singleElement()
                .satisfies(event -> assertThat(event.getMessage()).isEqualTo("said so"));
        assertThat(await(port().events(namespace(), silent.getMetadata().getUid())))
                .isEmpty();
    }

    private Event event(String name, ConfigMap about) {
        return new EventBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withName(about.getMetadata().getName())
                .withNamespace(namespace())
                .withUid(about.getMetadata().getUid())
                .endInvolvedObject()
                .withReason("Said")
                .withMessage("said so")
                .withType("Warning")
                .build();
    }
}
