package dev.bellows.testkit.internal.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.testkit.internal.door.RawApi.Reply;
import org.junit.jupiter.api.Test;

/** What an API server does when objects are deleted: preconditions, grace, dependents, namespaces. */
abstract class DeleteContract extends ApiContract {
    @Test
    void a_delete_answers_with_a_status_for_data_and_with_the_object_for_pods() {
        String uid = createConfigMap("a", "").at("/metadata/uid");
        Reply status = api.delete(configMaps + "/a");
        assertThat(status.at("/kind")).isEqualTo("Status");
        assertThat(status.at("/status")).isEqualTo("Success");
        assertThat(status.at("/details/uid")).isEqualTo(uid);
        createPod("p", "");
        assertThat(api.delete(pods + "/p").at("/kind")).isEqualTo("Pod");
    }

    @Test
    void a_delete_holds_its_preconditions() {
        Reply created = createConfigMap("a", "");
        Reply uid = api.delete(configMaps + "/a", "{\"preconditions\":{\"uid\":\"1\"}}");
        assertRefused(uid, 409, "Conflict");
        assertThat(uid.at("/message"))
                .isEqualTo("Operation cannot be fulfilled on ConfigMap \"a\": the UID in the precondition (1) does not"
                        + " match the UID in record (" + created.at("/metadata/uid")
                        + "). The object might have been deleted and then recreated");
        Reply version = api.delete(configMaps + "/a", "{\"preconditions\":{\"resourceVersion\":\"1\"}}");
        assertRefused(version, 409, "Conflict");
        assertThat(version.at("/message")).contains("The object might have been modified");
        Reply right =
                api.delete(configMaps + "/a", "{\"preconditions\":{\"uid\":\"" + created.at("/metadata/uid") + "\"}}");
        assertThat(right.code()).isEqualTo(200);
    }

    @Test
    void a_pod_without_a_node_goes_at_once() {
        createPod("p", "");
        assertThat(api.delete(pods + "/p").at("/metadata/deletionGracePeriodSeconds"))
                .isEqualTo("0");
        assertThat(api.get(pods + "/p").code()).isEqualTo(404);
    }

    @Test
    void a_pod_on_a_node_gets_time_to_stop() {
        String version = createPod("p", "\"finalizers\":[\"example.com/hold\"]").at("/metadata/resourceVersion");
        bind("p");
        Reply deleted = api.delete(pods + "/p");
        assertThat(deleted.at("/metadata/deletionTimestamp")).isNotEmpty();
        assertThat(deleted.at("/metadata/deletionGracePeriodSeconds")).isEqualTo("30");
        assertThat(deleted.at("/metadata/generation")).isEqualTo("2");
        assertThat(createPod("p", "").at("/message")).isEqualTo("object is being deleted: pods \"p\" already exists");
        assertThat(api.delete(pods + "/p", "{\"gracePeriodSeconds\":60}").code())
                .isEqualTo(200);
        Reply now = api.delete(pods + "/p", "{\"gracePeriodSeconds\":0}");
        assertThat(now.at("/metadata/deletionGracePeriodSeconds")).isEqualTo("0");
        try (WatchLines watch = api.watch(pods + "?watch=true&resourceVersion=" + version)) {
            api.patch(pods + "/p", RawApi.MERGE, "{\"metadata\":{\"finalizers\":null}}");
            JsonNode gone = watch.next("DELETED", "p");
            assertThat(gone.at("/object/metadata/deletionTimestamp").asText()).isNotEmpty();
        }
    }

    @Test
    void a_bound_pod_is_not_bound_again() {
        createPod("p", "\"finalizers\":[\"example.com/hold\"]");
        bind("p");
        assertThat(api.get(pods + "/p").at("/spec/nodeName")).isEqualTo(node());
        Reply again = api.post(pods + "/p/binding", binding("p"));
        assertRefused(again, 409, "Conflict");
        assertThat(again.at("/message")).contains("pod p is already assigned to node");
        api.patch(pods + "/p", RawApi.MERGE, "{\"metadata\":{\"finalizers\":null}}");
    }

    @Test
    void a_selection_is_deleted_together() {
        createConfigMap("a", "\"labels\":{\"x\":\"1\"}");
        createConfigMap("b", "\"labels\":{\"x\":\"1\"}");
        createConfigMap("c", "\"labels\":{\"x\":\"2\"}");
        Reply deleted = api.delete(configMaps + "?labelSelector=x%3D1");
        assertThat(deleted.code()).isEqualTo(200);
        assertThat(selected("x")).containsExactly("c");
    }

    @Test
    void dependents_go_after_their_owner() {
        Reply owner = createConfigMap("owner", "");
        createConfigMap("child", ownedBy(owner, true));
        try (WatchLines watch = watchFrom(owner)) {
            assertThat(api.delete(configMaps + "/owner").code()).isEqualTo(200);
            watch.next("DELETED", "owner");
            watch.next("DELETED", "child");
        }
    }

    @Test
    void a_foreground_deletion_waits_for_the_dependents() {
        Reply owner = createConfigMap("owner", "");
        createConfigMap("child", ownedBy(owner, true) + ",\"finalizers\":[\"example.com/hold\"]");
        try (WatchLines watch = watchFrom(owner)) {
            Reply deleted = api.delete(configMaps + "/owner", "{\"propagationPolicy\":\"Foreground\"}");
            assertThat(deleted.at("/metadata/finalizers/0")).isEqualTo("foregroundDeletion");
            JsonNode going = watch.next("MODIFIED", "child");
            assertThat(going.at("/object/metadata/deletionTimestamp").asText()).isNotEmpty();
            assertThat(createConfigMap("owner", "").at("/message")).startsWith("object is being deleted: ");
            api.patch(configMaps + "/child", RawApi.MERGE, "{\"metadata\":{\"finalizers\":null}}");
            watch.next("DELETED", "child");
            watch.next("DELETED", "owner");
        }
    }

    @Test
    void orphans_stay_and_lose_their_reference() {
        Reply owner = createConfigMap("owner", "");
        createConfigMap("child", ownedBy(owner, true));
        try (WatchLines watch = watchFrom(owner)) {
            api.delete(configMaps + "/owner", "{\"propagationPolicy\":\"Orphan\"}");
            watch.next("DELETED", "owner");
        }
        Reply child = api.get(configMaps + "/child");
        assertThat(child.code()).isEqualTo(200);
        assertThat(child.body().path("metadata").has("ownerReferences")).isFalse();
    }

    @Test
    void a_dependent_of_an_owner_that_is_gone_goes_too() {
        Reply owner = createConfigMap("owner", "");
        api.delete(configMaps + "/owner");
        try (WatchLines watch = watchFrom(owner)) {
            assertThat(createConfigMap("late", ownedBy(owner, true)).code()).isEqualTo(201);
            watch.next("DELETED", "late");
        }
    }

    @Test
    void a_dependent_of_two_stays_with_the_one_that_is_left() {
        Reply first = createConfigMap("first", "");
        Reply second = createConfigMap("second", "");
        String both = "\"ownerReferences\":[" + reference(first, false) + "," + reference(second, false) + "]";
        createConfigMap("child", both);
        try (WatchLines watch = watchFrom(first)) {
            api.delete(configMaps + "/first");
            JsonNode kept = watch.next("MODIFIED", "child");
            assertThat(kept.at("/object/metadata/ownerReferences")).hasSize(1);
            assertThat(kept.at("/object/metadata/ownerReferences/0/name").asText())
                    .isEqualTo("second");
        }
    }

    @Test
    void a_namespace_that_goes_takes_nothing_new() {
        createConfigMap("a", "\"finalizers\":[\"example.com/hold\"]");
        Reply deleted = api.delete("/api/v1/namespaces/" + namespace);
        assertThat(deleted.at("/status/phase")).isEqualTo("Terminating");
        Reply late = createConfigMap("late", "");
        assertRefused(late, 403, "Forbidden");
        assertThat(late.at("/details/causes/0/reason")).isEqualTo("NamespaceTerminating");
        try (WatchLines watch = api.watch("/api/v1/namespaces?watch=true")) {
            api.patch(configMaps + "/a", RawApi.MERGE, "{\"metadata\":{\"finalizers\":null}}");
            watch.next("DELETED", namespace);
        }
    }
}
