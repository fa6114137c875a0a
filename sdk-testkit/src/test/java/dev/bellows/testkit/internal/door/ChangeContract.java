package dev.bellows.testkit.internal.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.internal.door.RawApi.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an API server does when objects are changed: patches, versions, what is fixed. */
abstract class ChangeContract extends ApiContract {
    @Test
    void a_merge_patch_sets_and_removes() {
        createConfigMap("a", "\"labels\":{\"x\":\"1\",\"y\":\"2\"}");
        Reply patched = api.patch(
                configMaps + "/a",
                RawApi.MERGE,
                "{\"metadata\":{\"labels\":{\"x\":null,\"z\":\"3\"}},\"data\":{\"k\":\"v\"}}");
        assertThat(patched.code()).isEqualTo(200);
        assertThat(patched.body().at("/metadata/labels")).isEqualTo(RawApi.read("{\"y\":\"2\",\"z\":\"3\"}"));
        assertThat(patched.at("/data/k")).isEqualTo("v");
    }

    @Test
    void a_json_patch_applies_in_order_or_not_at_all() {
        createConfigMap("a", "");
        Reply patched = api.patch(
                configMaps + "/a",
                RawApi.JSON_PATCH,
                "[{\"op\":\"add\",\"path\":\"/data\",\"value\":{\"k\":\"v\"}},"
                        + "{\"op\":\"test\",\"path\":\"/data/k\",\"value\":\"v\"}]");
        assertThat(patched.at("/data/k")).isEqualTo("v");
        Reply refused = api.patch(
                configMaps + "/a",
                RawApi.JSON_PATCH,
                "[{\"op\":\"remove\",\"path\":\"/data/k\"},{\"op\":\"test\",\"path\":\"/data/q\",\"value\":\"v\"}]");
        assertRefused(refused, 422, "Invalid");
        assertThat(api.get(configMaps + "/a").at("/data/k")).isEqualTo("v");
        Reply missing = api.patch(configMaps + "/a", RawApi.JSON_PATCH, "[{\"op\":\"remove\",\"path\":\"/data/q\"}]");
        assertRefused(missing, 422, "Invalid");
    }

    @Test
    void a_strategic_patch_merges_lists_by_key() {
        createPod("p", "\"labels\":{\"x\":\"1\"},\"finalizers\":[\"example.com/one\"]");
        String conditions = "{\"status\":{\"conditions\":[{\"type\":\"%s\",\"status\":\"%s\"}]}}";
        api.patch(pods + "/p/status", RawApi.STRATEGIC, conditions.formatted("example.com/A", "False"));
        api.patch(pods + "/p/status", RawApi.STRATEGIC, conditions.formatted("example.com/B", "True"));
        Reply status = api.patch(pods + "/p/status", RawApi.STRATEGIC, conditions.formatted("example.com/A", "True"));
        assertThat(texts(status.body().at("/status/conditions"), "/type"))
                .containsExactlyInAnyOrder("example.com/A", "example.com/B");
        assertThat(texts(status.body().at("/status/conditions"), "/status")).containsExactly("True", "True");
        Reply patched = api.patch(
                pods + "/p",
                RawApi.STRATEGIC,
                "{\"metadata\":{\"labels\":{\"y\":\"2\"},\"finalizers\":[\"example.com/two\"]}}");
        assertThat(patched.body().at("/metadata/finalizers")).hasSize(2);
        assertThat(patched.at("/metadata/labels/x")).isEqualTo("1");
        Reply emptied = api.patch(
                pods + "/p",
                RawApi.STRATEGIC,
                "{\"metadata\":{\"$deleteFromPrimitiveList/finalizers\":[\"example.com/one\",\"example.com/two\"]}}");
        assertThat(emptied.body().path("metadata").has("finalizers")).isFalse();
    }

    @Test
    void an_apply_patch_creates_and_then_changes() {
        String intent = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  k: %s\n";
        String path = configMaps + "/a?fieldManager=contract&force=true";
        Reply created = api.patch(path, RawApi.APPLY, intent.formatted("one"));
        assertThat(created.code()).as("%s", created.body()).isEqualTo(201);
        Reply changed = api.patch(path, RawApi.APPLY, intent.formatted("two"));
        assertThat(changed.code()).isEqualTo(200);
        assertThat(changed.at("/data/k")).isEqualTo("two");
        assertThat(changed.at("/metadata/uid")).isEqualTo(created.at("/metadata/uid"));
    }

    @Test
    void an_unknown_patch_format_is_unsupported() {
        createConfigMap("a", "");
        assertRefused(api.patch(configMaps + "/a", "application/foo", "{}"), 415, "UnsupportedMediaType");
    }

    @Test
    void a_body_in_a_foreign_format_is_unsupported() {
        Reply reply = api.post(configMaps, "text/plain", named("a", ""));
        assertRefused(reply, 415, "UnsupportedMediaType");
        assertThat(reply.at("/message"))
                .startsWith("the body of the request was in an unknown format - accepted media types include:"
                        + " application/json, application/yaml");
    }

    @Test
    void a_body_may_be_yaml() {
        Reply reply = api.post(configMaps, "application/yaml", "metadata:\n  name: a\ndata:\n  k: v\n");
        assertThat(reply.code()).as("%s", reply.body()).isEqualTo(201);
        assertThat(reply.at("/data/k")).isEqualTo("v");
    }

    @Test
    void a_stale_version_is_a_conflict() {
        Reply created = createConfigMap("a", "");
        String version = created.at("/metadata/resourceVersion");
        String body = "{\"metadata\":{\"name\":\"a\",\"resourceVersion\":\"" + version + "\"},\"data\":{\"k\":\"%s\"}}";
        Reply first = api.patch(configMaps + "/a", RawApi.MERGE, body.formatted("one"));
        assertThat(first.code()).isEqualTo(200);
        assertThat(first.at("/metadata/resourceVersion")).isNotEqualTo(version);
        for (Reply late : List.of(
                api.patch(configMaps + "/a", RawApi.MERGE, body.formatted("two")),
                api.put(configMaps + "/a", body.formatted("two")))) {
            assertRefused(late, 409, "Conflict");
            assertThat(late.at("/message"))
                    .isEqualTo("Operation cannot be fulfilled on configmaps \"a\": the object has been modified;"
                            + " please apply your changes to the latest version and try again");
            assertThat(late.at("/details/kind")).isEqualTo("configmaps");
        }
    }

    @Test
    void a_write_that_changes_nothing_leaves_the_version() {
        Reply created = createConfigMap("a", "\"labels\":{\"x\":\"1\"}");
        Reply patched = api.patch(configMaps + "/a", RawApi.MERGE, "{\"metadata\":{\"labels\":{\"x\":\"1\"}}}");
        assertThat(patched.at("/metadata/resourceVersion")).isEqualTo(created.at("/metadata/resourceVersion"));
    }

    @Test
    void an_object_keeps_its_name_and_uid() {
        createConfigMap("a", "");
        Reply renamed = api.patch(configMaps + "/a", RawApi.MERGE, "{\"metadata\":{\"name\":\"b\"}}");
        assertRefused(renamed, 400, "BadRequest");
        assertThat(renamed.at("/message"))
                .isEqualTo("the name of the object (b) does not match the name on the URL (a)");
        Reply other = api.patch(configMaps + "/a", RawApi.MERGE, "{\"metadata\":{\"uid\":\"1\"}}");
        assertRefused(other, 422, "Invalid");
        assertThat(other.at("/details/causes/0/field")).isEqualTo("metadata.uid");
    }

    @Test
    void an_immutable_config_map_takes_only_new_metadata() {
        api.post(configMaps, "{\"metadata\":{\"name\":\"a\"},\"immutable\":true,\"data\":{\"k\":\"v\"}}");
        Reply data = api.patch(configMaps + "/a", RawApi.MERGE, "{\"data\":{\"k\":\"w\"}}");
        assertRefused(data, 422, "Invalid");
        assertThat(data.at("/message"))
                .isEqualTo("ConfigMap \"a\" is invalid: data: Forbidden: field is immutable when `immutable` is set");
        Reply flag = api.patch(configMaps + "/a", RawApi.MERGE, "{\"immutable\":null}");
        assertThat(flag.at("/details/causes/0/field")).isEqualTo("immutable");
        assertThat(api.patch(configMaps + "/a", RawApi.MERGE, "{\"metadata\":{\"labels\":{\"x\":\"y\"}}}")
                        .code())
                .isEqualTo(200);
    }

    @Test
    void a_pod_spec_is_fixed_and_its_status_is_written_apart() {
        createPod("p", "");
        Reply spec = api.patch(pods + "/p", RawApi.MERGE, "{\"spec\":{\"restartPolicy\":\"Never\"}}");
        assertRefused(spec, 422, "Invalid");
        assertThat(spec.at("/details/causes/0/field")).isEqualTo("spec");
        assertThat(spec.at("/details/causes/0/reason")).isEqualTo("FieldValueForbidden");
        Reply main = api.patch(
                pods + "/p",
                RawApi.MERGE,
                "{\"metadata\":{\"labels\":{\"x\":\"y\"}},\"status\":{\"phase\":\"Running\"}}");
        assertThat(main.at("/status/phase")).isEqualTo("Pending");
        Reply status = api.patch(
                pods + "/p/status", RawApi.MERGE, "{\"status\":{\"phase\":\"Running\"},\"spec\":{\"nodeName\":\"q\"}}");
        assertThat(status.at("/status/phase")).isEqualTo("Running");
        assertThat(status.body().path("spec").has("nodeName")).isFalse();
        assertThat(status.at("/metadata/labels/x")).isEqualTo("y");
    }

    @Test
    void data_has_no_status() {
        createConfigMap("a", "");
        assertRefused(api.get(configMaps + "/a/status"), 404, "NotFound");
        assertRefused(api.patch(configMaps + "/a/status", RawApi.MERGE, "{}"), 404, "NotFound");
    }
}
