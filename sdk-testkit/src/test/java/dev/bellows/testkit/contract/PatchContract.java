package dev.bellows.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterException.FieldCause;
import dev.bellows.k8s.port.ClusterPort.Listing;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Decisions are merge patches with preconditions, answered without the payload beside them. */
interface PatchContract extends PortContract {
    @Test
    default void null_takes_a_key_away_and_leaves_the_others() {
        create(PortContract.map("a")
                .editMetadata()
                .addToAnnotations("gone", "1")
                .addToAnnotations("stays", "2")
                .endMetadata()
                .addToData("gone", "1")
                .addToData("stays", "2")
                .addToBinaryData("bytes", "AAE=")
                .build());

        ConfigMap patched = patched(
                ObjectKind.CONFIG_MAPS,
                "a",
                "{'metadata': {'annotations': {'gone': null, 'new': '3'}}, 'data': {'gone': null}, 'binaryData': null}");

        assertThat(patched.getMetadata().getAnnotations())
                .containsOnlyKeys("stays", "new")
                .containsEntry("new", "3");
        assertThat(patched.getData()).containsOnlyKeys("stays");
        assertThat(patched.getBinaryData()).isNullOrEmpty();
        assertThat(await(port().get(ObjectKind.CONFIG_MAPS, namespace(), "a"))).isEqualTo(patched);
    }

    @Test
    default void of_two_decisions_on_one_version_one_stands() {
        ObjectMeta before = created("a").getMetadata();

        CompletableFuture<PartialObjectMetadata> one = decide(before.getUid(), before.getResourceVersion(), "one");
        CompletableFuture<PartialObjectMetadata> two = decide(before.getUid(), before.getResourceVersion(), "two");
        Throwable first = await(one.handle((done, error) -> error));
        Throwable second = await(two.handle((done, error) -> error));

        assertThat(first == null).isNotEqualTo(second == null);
        ClusterException refusal = ClusterException.in(first == null ? second : first);
        assertThat(refusal.code()).isEqualTo(409);
        assertThat(refusal.reason()).isEqualTo("Conflict");
        assertThat(await(port().get(ObjectKind.CONFIG_MAP_METADATA, namespace(), "a"))
                        .getMetadata()
                        .getAnnotations())
                .containsEntry("decision", first == null ? "one" : "two");
    }

    @Test
    default void a_decision_on_an_object_that_was_replaced_is_a_conflict() {
        ObjectMeta before = created("a").getMetadata();
        await(port().delete(ObjectKind.CONFIG_MAPS, namespace(), "a", DeleteMode.BACKGROUND));
        created("a");

        assertThat(refusal(decide(before.getUid(), before.getResourceVersion(), "late"))
                        .code())
                .isEqualTo(409);
    }

    @Test
    default void a_uid_alone_is_no_precondition_but_cannot_be_changed() {
        created("a");

        ClusterException refusal = refusal(port().patch(
                        ObjectKind.CONFIG_MAP_METADATA,
                        namespace(),
                        "a",
                        PortContract.json("{'metadata': {'uid': 'another'}}")));

        assertThat(refusal.code()).isEqualTo(422);
        assertThat(refusal.causes()).extracting(FieldCause::field).containsOnly("metadata.uid");
    }

    @Test
    default void a_patch_that_changes_nothing_leaves_the_version() {
        ConfigMap before = create(PortContract.map("a").addToData("k", "v").build());

        assertThat(patched(ObjectKind.CONFIG_MAPS, "a", "{'data': {'k': 'v'}}")).isEqualTo(before);
    }

    @Test
    default void an_absent_object_cannot_be_patched() {
        assertThat(refusal(port().patch(
                                        ObjectKind.CONFIG_MAP_METADATA,
                                        namespace(),
                                        "none",
                                        PortContract.json("{'data': {'k': 'v'}}")))
                        .isNotFound())
                .isTrue();
    }

    @Test
    default void a_patch_that_is_answered_with_metadata_reaches_the_payload() {
        create(PortContract.map("a").addToData("k", "v").build());

        PartialObjectMetadata got = await(port().get(ObjectKind.CONFIG_MAP_METADATA, namespace(), "a"));
        Listing<PartialObjectMetadata> listing =
                await(port().list(ObjectKind.CONFIG_MAP_METADATA, namespace(), SELECTOR));
        PartialObjectMetadata patched = patched(ObjectKind.CONFIG_MAP_METADATA, "a", "{'data': {'k': 'w'}}");

        assertThat(got.getMetadata().getLabels()).containsEntry(LABEL, "kept");
        assertThat(listing.items()).containsExactly(got);
        assertThat(patched.getMetadata().getUid()).isEqualTo(got.getMetadata().getUid());
        assertThat(patched.getMetadata().getResourceVersion())
                .isNotEqualTo(got.getMetadata().getResourceVersion());
        assertThat(await(port().get(ObjectKind.CONFIG_MAPS, namespace(), "a")).getData())
                .containsEntry("k", "w");
    }

    private CompletableFuture<PartialObjectMetadata> decide(String uid, String version, String decision) {
        return port().patch(
                        ObjectKind.CONFIG_MAP_METADATA,
                        namespace(),
                        "a",
                        PortContract.json(
                                "{'metadata': {'uid': '%s', 'resourceVersion': '%s', 'annotations': {'decision': '%s'}}}"
                                        .formatted(uid, version, decision)));
    }
}
