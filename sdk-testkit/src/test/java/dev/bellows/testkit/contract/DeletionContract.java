package dev.bellows.testkit.contract;

import static dev.bellows.k8s.port.WatchEvent.Type.DELETED;
import static dev.bellows.k8s.port.WatchEvent.Type.MODIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is deleted goes as it was asked to, and takes along what it owns. */
interface DeletionContract extends PortContract {
    @Test
    default void only_the_object_that_was_meant_is_deleted() {
        ConfigMap made = created("a");

        ClusterException refusal =
                refusal(port().delete(ObjectKind.CONFIG_MAPS, namespace(), "a", DeleteMode.BACKGROUND.only("another")));

        assertThat(refusal.code()).isEqualTo(409);
        assertThat(refusal.reason()).isEqualTo("Conflict");
        assertThat(exists(ObjectKind.CONFIG_MAPS, "a")).isTrue();
        await(port().delete(
                        ObjectKind.CONFIG_MAPS,
                        namespace(),
                        "a",
                        DeleteMode.BACKGROUND.only(made.getMetadata().getUid())));
        assertThat(exists(ObjectKind.CONFIG_MAPS, "a")).isFalse();
    }

    @Test
    default void what_is_not_there_cannot_be_deleted() {
        assertThat(refusal(port().delete(ObjectKind.PODS, namespace(), "none", DeleteMode.BACKGROUND))
                        .isNotFound())
                .isTrue();
    }

    @Test
    default void a_selection_is_deleted_and_the_rest_stays() {
        created("a");
        created("b");
        create(PortContract.map("c")
                .editMetadata()
                .addToLabels(LABEL, "other")
                .endMetadata()
                .build());

        await(port().deleteAll(ObjectKind.CONFIG_MAPS, namespace(), SELECTOR, DeleteMode.BACKGROUND));

        cluster()
                .until(
                        "both are gone",
                        () -> !exists(ObjectKind.CONFIG_MAPS, "a") && !exists(ObjectKind.CONFIG_MAPS, "b"));
        assertThat(exists(ObjectKind.CONFIG_MAPS, "c")).isTrue();
        await(port().deleteAll(ObjectKind.CONFIG_MAPS, namespace(), SELECTOR, DeleteMode.BACKGROUND));
    }

    @Test
    default void what_an_object_owns_goes_after_it() {
        ConfigMap owner = created("owner");
        create(PortContract.dependent("child", owner).build());
        try (Heard<ConfigMap> heard =
                Heard.of(this, ObjectKind.CONFIG_MAPS, owner.getMetadata().getResourceVersion())) {
            await(port().delete(ObjectKind.CONFIG_MAPS, namespace(), "owner", DeleteMode.BACKGROUND));

            heard.next(DELETED, "owner");
            heard.next(DELETED, "child");
        }
    }

    @Test
    default void what_comes_after_its_owner_has_gone_goes_too() {
        ConfigMap owner = created("owner");
        await(port().delete(ObjectKind.CONFIG_MAPS, namespace(), "owner", DeleteMode.BACKGROUND));

        create(PortContract.dependent("late", owner).build());

        cluster().until("it is collected", () -> !exists(ObjectKind.CONFIG_MAPS, "late"));
    }

    @Test
    default void in_the_foreground_the_name_stays_taken_until_the_dependents_are_gone() {
        ConfigMap owner = created("owner");
        create(PortContract.dependent("child", owner)
                .editMetadata()
                .addToFinalizers(HOLD)
                .endMetadata()
                .build());
        try (Heard<ConfigMap> heard =
                Heard.of(this, ObjectKind.CONFIG_MAPS, owner.getMetadata().getResourceVersion())) {
            await(port().delete(
                            ObjectKind.CONFIG_MAPS,
                            namespace(),
                            "owner",
                            DeleteMode.FOREGROUND.only(owner.getMetadata().getUid())));

            assertThat(heard.next(MODIFIED, "child").getMetadata().getDeletionTimestamp())
                    .isNotEmpty();
            ConfigMap leaving = await(port().get(ObjectKind.CONFIG_MAPS, namespace(), "owner"));
            assertThat(leaving.getMetadata().getDeletionTimestamp()).isNotEmpty();
            assertThat(leaving.getMetadata().getFinalizers()).contains("foregroundDeletion");
            ClusterException refusal = refusal(port().create(
                            ObjectKind.CONFIG_MAPS,
                            namespace(),
                            PortContract.map("owner").build()));
            assertThat(refusal.code()).isEqualTo(409);
            assertThat(refusal.reason()).isEqualTo("AlreadyExists");

            release(ObjectKind.CONFIG_MAPS, "child");
            heard.next(DELETED, "child");
            heard.next(DELETED, "owner");
        }
        created("owner");
    }

    @Test
    default void a_running_pod_gets_time_to_stop_and_its_end_is_told() {
        Pod talker = cluster().talker("p");
        // However soon its process ends: it is there while the test looks.
        talker.getMetadata().setFinalizers(List.of(HOLD));
        Pod made = await(port().create(ObjectKind.PODS, namespace(), talker));
        try (Heard<Pod> heard =
                Heard.of(this, ObjectKind.PODS, made.getMetadata().getResourceVersion())) {
            Pod running = heard.next(MODIFIED, "p");
            while (!"Running".equals(running.getStatus().getPhase())) {
                running = heard.next(MODIFIED, "p");
            }

            await(port().delete(
                            ObjectKind.PODS,
                            namespace(),
                            "p",
                            DeleteMode.BACKGROUND.only(made.getMetadata().getUid())));
            await(port().delete(ObjectKind.PODS, namespace(), "p", DeleteMode.BACKGROUND));

            assertThat(refusal(port().create(
                                            ObjectKind.PODS,
                                            namespace(),
                                            cluster().talker("p")))
                            .isConflict())
                    .isTrue();
            Pod stopped = heard.next(MODIFIED, "p");
            while (stopped.getStatus().getContainerStatuses().get(0).getState().getTerminated() == null) {
                stopped = heard.next(MODIFIED, "p");
            }
            release(ObjectKind.PODS, "p");
            Pod last = heard.next(DELETED, "p");
            assertThat(last.getMetadata().getDeletionTimestamp()).isNotEmpty();
            assertThat(last.getMetadata().getUid()).isEqualTo(made.getMetadata().getUid());
            assertThat(last.getStatus().getContainerStatuses())
                    .singleElement()
                    .satisfies(status -> assertThat(
                                    status.getState().getTerminated().getExitCode())
                            .isNotZero());
        }
    }

    @Test
    default void a_pod_that_no_node_has_goes_at_once() {
        Pod waiting = cluster().talker("p");
        waiting.getSpec().setSchedulerName("nobody");
        await(port().create(ObjectKind.PODS, namespace(), waiting));

        await(port().delete(ObjectKind.PODS, namespace(), "p", new DeleteMode(null, OptionalLong.of(30), false)));

        assertThat(exists(ObjectKind.PODS, "p")).isFalse();
    }
}
