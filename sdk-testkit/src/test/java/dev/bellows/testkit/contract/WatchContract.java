package dev.bellows.testkit.contract;

import static dev.bellows.k8s.port.WatchEvent.Type.ADDED;
import static dev.bellows.k8s.port.WatchEvent.Type.BOOKMARK;
import static dev.bellows.k8s.port.WatchEvent.Type.DELETED;
import static dev.bellows.k8s.port.WatchEvent.Type.MODIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.WatchEvent;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A watch misses nothing, from where it starts. */
interface WatchContract extends PortContract {
    @Test
    default void a_watch_from_nothing_begins_with_what_is_there() {
        created("a");
        created("b");
        try (Heard<ConfigMap> heard = Heard.of(this, ObjectKind.CONFIG_MAPS, null)) {
            await(heard.stream().opened());

            List<WatchEvent<ConfigMap>> present = List.of(heard.next(), heard.next());
            created("c");

            assertThat(present).extracting(WatchEvent::type).containsOnly(ADDED);
            assertThat(present)
                    .extracting(event -> event.object().getMetadata().getName())
                    .containsExactlyInAnyOrder("a", "b");
            heard.next(ADDED, "c");
        }
    }

    @Test
    default void a_watch_from_a_version_tells_what_came_after_it_in_order() {
        String version = created("a").getMetadata().getResourceVersion();
        created("b");
        patched(ObjectKind.CONFIG_MAPS, "a", "{'data': {'k': 'v'}}");
        try (Heard<ConfigMap> heard = Heard.of(this, ObjectKind.CONFIG_MAPS, version)) {
            WatchEvent<ConfigMap> first = heard.next();
            WatchEvent<ConfigMap> second = heard.next();

            assertThat(first.type()).isEqualTo(ADDED);
            assertThat(first.object().getMetadata().getName()).isEqualTo("b");
            assertThat(second.type()).isEqualTo(MODIFIED);
            assertThat(second.object().getData()).containsEntry("k", "v");
        }
    }

    @Test
    default void a_watch_goes_on_where_a_list_ended() {
        created("a");
        String version = await(port().list(ObjectKind.CONFIG_MAP_METADATA, namespace(), SELECTOR))
                .resourceVersion();
        try (Heard<PartialObjectMetadata> heard = Heard.of(this, ObjectKind.CONFIG_MAP_METADATA, version)) {
            created("b");

            assertThat(heard.next().object().getMetadata().getName()).isEqualTo("b");
        }
    }

    @Test
    default void what_is_deleted_is_told_in_its_last_state_with_a_newer_version() {
        String version = created("a").getMetadata().getResourceVersion();
        ConfigMap last = patched(ObjectKind.CONFIG_MAPS, "a", "{'data': {'k': 'v'}}");
        try (Heard<ConfigMap> heard = Heard.of(this, ObjectKind.CONFIG_MAPS, version)) {
            await(port().delete(ObjectKind.CONFIG_MAPS, namespace(), "a", DeleteMode.BACKGROUND));

            ConfigMap gone = heard.next(DELETED, "a");

            assertThat(gone.getData()).containsEntry("k", "v");
            assertThat(gone.getMetadata().getUid()).isEqualTo(last.getMetadata().getUid());
            assertThat(Long.parseLong(gone.getMetadata().getResourceVersion()))
                    .isGreaterThan(Long.parseLong(last.getMetadata().getResourceVersion()));
        }
    }

    @Test
    default void what_loses_its_label_is_gone_from_the_watch() {
        String version = created("a").getMetadata().getResourceVersion();
        try (Heard<PartialObjectMetadata> heard = Heard.of(this, ObjectKind.CONFIG_MAP_METADATA, version)) {
            patched(ObjectKind.CONFIG_MAP_METADATA, "a", "{'metadata': {'labels': null}}");
            heard.next(DELETED, "a");

            patched(ObjectKind.CONFIG_MAP_METADATA, "a", "{'metadata': {'labels': {'contract': 'kept'}}}");
            heard.next(ADDED, "a");
        }
    }

    @Test
    default void metadata_can_be_watched_alone() {
        create(PortContract.map("a").addToData("k", "v").build());
        try (Heard<PartialObjectMetadata> heard = Heard.of(this, ObjectKind.CONFIG_MAP_METADATA, null)) {
            PartialObjectMetadata shown = heard.next(ADDED, "a");

            assertThat(shown.getMetadata().getLabels()).containsEntry(LABEL, "kept");
        }
    }

    @Test
    default void a_quiet_watch_is_told_how_far_it_has_come() {
        try (Heard<PartialObjectMetadata> heard = Heard.of(this, ObjectKind.CONFIG_MAP_METADATA, null)) {
            PartialObjectMetadata bookmark = heard.next(BOOKMARK).object();

            assertThat(bookmark.getMetadata().getName()).isNullOrEmpty();
            created("a");
            assertThat(Long.parseLong(heard.next(ADDED, "a").getMetadata().getResourceVersion()))
                    .isGreaterThan(Long.parseLong(bookmark.getMetadata().getResourceVersion()));
        }
    }

    @Test
    default void a_forgotten_version_is_gone() {
        try (Heard<ConfigMap> heard =
                Heard.of(this, ObjectKind.CONFIG_MAPS, cluster().forgottenVersion())) {
            ClusterException refusal = refusal(heard.stream().ended());

            assertThat(refusal.code()).isEqualTo(410);
            assertThat(refusal.reason()).isEqualTo("Expired");
            assertThat(refusal).hasMessageStartingWith("too old resource version: ");
        }
    }

    @Test
    default void a_cancelled_watch_ends_and_tells_no_more() {
        try (Heard<ConfigMap> heard = Heard.of(this, ObjectKind.CONFIG_MAPS, null);
                Heard<ConfigMap> other = Heard.of(this, ObjectKind.CONFIG_MAPS, null)) {
            await(heard.stream().opened());
            heard.stream().cancel();

            await(heard.stream().ended());
            created("a");
            other.next(ADDED, "a");
            assertThat(heard.isSilent()).isTrue();
        }
    }
}
