package dev.bellows.testkit.internal.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.testkit.internal.door.RawApi.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an API server answers to those who read: objects, lists, selectors, watches, what it serves. */
abstract class ReadContract extends ApiContract {
    @Test
    void label_selectors_choose_by_equality_and_by_set() {
        createConfigMap("a", "\"labels\":{\"app\":\"one\",\"tier\":\"x\"}");
        createConfigMap("b", "\"labels\":{\"app\":\"two\",\"tier\":\"y\"}");
        createConfigMap("c", "\"labels\":{\"app\":\"three\"}");
        assertThat(selected("app=one")).containsExactly("a");
        assertThat(selected("app==one,tier")).containsExactly("a");
        assertThat(selected("app,app!=one")).containsExactly("b", "c");
        assertThat(selected("app in (one, two)")).containsExactly("a", "b");
        assertThat(selected("app,tier notin (x)")).containsExactly("b", "c");
        assertThat(selected("app,!tier")).containsExactly("c");
        assertRefused(api.get(configMaps + "?labelSelector=" + RawApi.encode("a in b")), 400, "BadRequest");
    }

    @Test
    void field_selectors_choose_by_the_fields_of_the_kind() {
        createPod("p", "");
        createPod("q", "");
        bind("p");
        assertThat(names(api.get(pods + "?fieldSelector=metadata.name%3Dq"))).containsExactly("q");
        assertThat(names(api.get(pods + "?fieldSelector=spec.nodeName%3D" + node())))
                .containsExactly("p");
        assertThat(names(api.get(pods + "?fieldSelector=status.phase%3DPending,metadata.name!%3Dp")))
                .containsExactly("q");
        Reply refused = api.get(pods + "?fieldSelector=spec.foo%3Db");
        assertRefused(refused, 400, "BadRequest");
        assertThat(refused.at("/message")).isEqualTo("field label not supported: spec.foo");
    }

    @Test
    void a_list_comes_in_pages_of_one_version() {
        for (String name : List.of("a", "b", "c")) {
            createConfigMap(name, "\"labels\":{\"page\":\"x\"}");
        }
        String query = configMaps + "?labelSelector=page&limit=2";
        Reply first = api.get(query);
        assertThat(names(first)).containsExactly("a", "b");
        createConfigMap("bb", "\"labels\":{\"page\":\"x\"}");
        Reply second = api.get(query + "&continue=" + RawApi.encode(first.at("/metadata/continue")));
        assertThat(names(second)).containsExactly("c");
        assertThat(second.at("/metadata/continue")).isEmpty();
        assertThat(second.at("/metadata/resourceVersion")).isEqualTo(first.at("/metadata/resourceVersion"));
        assertRefused(api.get(query + "&continue=abc"), 400, "BadRequest");
    }

    @Test
    void metadata_alone_can_be_asked_for() {
        createConfigMap("a", "\"labels\":{\"x\":\"y\"}");
        Reply one = api.get(configMaps + "/a", RawApi.METADATA);
        assertThat(one.at("/kind")).isEqualTo("PartialObjectMetadata");
        assertThat(one.at("/apiVersion")).isEqualTo("meta.k8s.io/v1");
        assertThat(one.at("/metadata/labels/x")).isEqualTo("y");
        assertThat(one.body().has("data")).isFalse();
        Reply list = api.get(configMaps + "?labelSelector=x", RawApi.METADATA_LIST);
        assertThat(list.at("/kind")).isEqualTo("PartialObjectMetadataList");
        assertThat(list.at("/items/0/kind")).isEqualTo("PartialObjectMetadata");
        assertThat(list.body().at("/items/0").has("data")).isFalse();
        try (WatchLines watch = api.watch(configMaps + "?watch=true&labelSelector=x", RawApi.METADATA)) {
            JsonNode event = watch.next();
            assertThat(event.at("/object/kind").asText()).isEqualTo("PartialObjectMetadata");
            assertThat(event.at("/object/metadata/name").asText()).isEqualTo("a");
        }
    }

    @Test
    void items_of_a_list_do_not_repeat_their_kind() {
        createConfigMap("a", "\"labels\":{\"x\":\"y\"}");
        Reply list = api.get(configMaps + "?labelSelector=x");
        assertThat(list.at("/kind")).isEqualTo("ConfigMapList");
        assertThat(list.body().at("/items/0").has("kind")).isFalse();
    }

    @Test
    void a_watch_from_a_version_sees_what_came_after_it() {
        String version = createConfigMap("a", "").at("/metadata/resourceVersion");
        createConfigMap("b", "");
        try (WatchLines watch = api.watch(configMaps + "?watch=true&resourceVersion=" + version)) {
            assertThat(watch.next("ADDED", "b").at("/object/kind").asText()).isEqualTo("ConfigMap");
            api.patch(configMaps + "/a", RawApi.MERGE, "{\"data\":{\"k\":\"v\"}}");
            assertThat(watch.next("MODIFIED", "a").at("/object/data/k").asText())
                    .isEqualTo("v");
            String last = api.get(configMaps + "/a").at("/metadata/resourceVersion");
            api.delete(configMaps + "/a");
            JsonNode gone = watch.next("DELETED", "a");
            assertThat(gone.at("/object/metadata/resourceVersion").asLong()).isGreaterThan(Long.parseLong(last));
        }
    }

    @Test
    void a_watch_without_a_version_starts_with_what_is_there() {
        createConfigMap("a", "\"labels\":{\"x\":\"y\"}");
        for (String start : List.of("", "&resourceVersion=0")) {
            try (WatchLines watch = api.watch(configMaps + "?watch=true&labelSelector=x" + start)) {
                JsonNode event = watch.next();
                assertThat(event.path("type").asText()).isEqualTo("ADDED");
                assertThat(event.at("/object/metadata/name").asText()).isEqualTo("a");
            }
        }
    }

    @Test
    void an_object_enters_and_leaves_the_selector_of_a_watch() {
        String version = createConfigMap("a", "").at("/metadata/resourceVersion");
        String query = configMaps + "?watch=true&labelSelector=in%3Dyes&resourceVersion=" + version;
        try (WatchLines watch = api.watch(query)) {
            api.patch(configMaps + "/a", RawApi.MERGE, "{\"metadata\":{\"labels\":{\"in\":\"yes\"}}}");
            assertThat(watch.next().path("type").asText()).isEqualTo("ADDED");
            api.patch(configMaps + "/a", RawApi.MERGE, "{\"data\":{\"k\":\"v\"}}");
            assertThat(watch.next().path("type").asText()).isEqualTo("MODIFIED");
            api.patch(configMaps + "/a", RawApi.MERGE, "{\"metadata\":{\"labels\":null}}");
            assertThat(watch.next().path("type").asText()).isEqualTo("DELETED");
        }
    }

    @Test
    void a_watch_without_a_version_marks_the_end_of_what_was_there() {
        createConfigMap("a", "\"labels\":{\"x\":\"y\"}");
        String query = configMaps + "?watch=true&labelSelector=x&allowWatchBookmarks=true"
                + "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan";
        try (WatchLines watch = api.watch(query)) {
            assertThat(watch.next().path("type").asText()).isEqualTo("ADDED");
            JsonNode bookmark = watch.next();
            assertThat(bookmark.path("type").asText()).isEqualTo("BOOKMARK");
            assertThat(bookmark.at("/object/kind").asText()).isEqualTo("ConfigMap");
            assertThat(bookmark.at("/object/metadata/resourceVersion").asText()).matches("\\d+");
            assertThat(bookmark.at("/object/metadata/annotations/k8s.io~1initial-events-end")
                            .asText())
                    .isEqualTo("true");
        }
    }

    @Test
    void a_watch_ends_after_its_timeout() {
        try (WatchLines watch = api.watch(configMaps + "?watch=true&timeoutSeconds=1")) {
            watch.awaitEnd();
        }
    }

    @Test
    void everyone_may_ask_what_they_may_do() {
        Reply review = api.post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", """
                {"spec":{"resourceAttributes":{"verb":"create","resource":"pods","namespace":"default"}}}""");
        assertThat(review.code()).isEqualTo(201);
        assertThat(review.body().at("/status/allowed").asBoolean()).isTrue();
    }

    @Test
    void the_server_says_what_it_serves() {
        assertThat(api.get("/version").at("/major")).isEqualTo("1");
        assertThat(api.get("/api").at("/versions/0")).isEqualTo("v1");
        assertThat(texts(api.get("/apis").body().path("groups"), "/name")).contains("policy");
        assertThat(api.get("/apis/policy").at("/preferredVersion/groupVersion")).isEqualTo("policy/v1");
        assertThat(texts(api.get("/api/v1").body().path("resources"), "/name"))
                .contains("pods", "configmaps", "pods/log", "pods/status");
    }

    @Test
    void a_verb_that_a_path_has_not_is_refused() {
        assertRefused(api.put(pods, "{}"), 405, "MethodNotAllowed");
    }
}
