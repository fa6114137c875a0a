package dev.bellows.testkit.internal.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.testkit.internal.door.RawApi.Reply;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a Kubernetes API server does, as far as Spark and the SDK depend on it. Run on the store and on a cluster. */
abstract class ApiContract {

    private static final String POD_SPEC = """
            {"schedulerName":"nobody","containers":[{"name":"main","image":"example.invalid/none:1"}]}""";

    private RawApi api;
    private String namespace;
    private String configMaps;
    private String pods;

    abstract KubernetesClient client();

    @BeforeEach
    void makes_a_namespace() {
        api = new RawApi(client());
        namespace = "contract-" + UUID.randomUUID().toString().substring(0, 8);
        configMaps = "/api/v1/namespaces/" + namespace + "/configmaps";
        pods = "/api/v1/namespaces/" + namespace + "/pods";
        assertThat(api.post("/api/v1/namespaces", named(namespace, "")).code()).isEqualTo(201);
    }

    @AfterEach
    void deletes_the_namespace() {
        api.delete("/api/v1/namespaces/" + namespace);
    }

    @Test
    void create_fills_in_identity_and_version() {
        Reply created = createConfigMap("a", "");
        assertThat(created.code()).isEqualTo(201);
        assertThat(created.at("/kind")).isEqualTo("ConfigMap");
        assertThat(created.at("/metadata/namespace")).isEqualTo(namespace);
        assertThat(created.at("/metadata/uid")).hasSize(36);
        assertThat(created.at("/metadata/resourceVersion")).matches("\\d+");
        assertThat(created.at("/metadata/creationTimestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(created.body().path("metadata").has("generation")).isFalse();
    }

    @Test
    void a_new_pod_is_pending_with_the_defaults_of_its_spec() {
        Reply pod = createPod("p", "");
        assertThat(pod.code()).isEqualTo(201);
        assertThat(pod.at("/status/phase")).isEqualTo("Pending");
        assertThat(pod.at("/status/qosClass")).isEqualTo("BestEffort");
        assertThat(pod.at("/metadata/generation")).isEqualTo("1");
        assertThat(pod.at("/spec/restartPolicy")).isEqualTo("Always");
        assertThat(pod.at("/spec/terminationGracePeriodSeconds")).isEqualTo("30");
        assertThat(pod.at("/spec/serviceAccountName")).isEqualTo("default");
        assertThat(pod.at("/spec/containers/0/imagePullPolicy")).isEqualTo("IfNotPresent");
        assertThat(pod.at("/spec/containers/0/terminationMessagePolicy")).isEqualTo("File");
    }

    @Test
    void a_headless_service_keeps_its_cluster_ip() {
        String services = "/api/v1/namespaces/" + namespace + "/services";
        Reply service = api.post(services, """
                {"metadata":{"name":"1-svc"},
                 "spec":{"clusterIP":"None","selector":{"a":"b"},"ports":[{"name":"rpc","port":7078}]}}""");
        assertThat(service.code()).isEqualTo(201);
        assertThat(service.at("/spec/clusterIP")).isEqualTo("None");
        assertThat(service.at("/spec/type")).isEqualTo("ClusterIP");
        assertThat(service.at("/spec/ports/0/targetPort")).isEqualTo("7078");
        assertThat(service.at("/spec/ports/0/protocol")).isEqualTo("TCP");
        Reply changed = api.patch(services + "/1-svc", RawApi.MERGE, "{\"spec\":{\"clusterIP\":\"10.0.0.3\"}}");
        assertRefused(changed, 422, "Invalid");
        assertThat(changed.at("/details/causes/0/field")).isEqualTo("spec.clusterIPs[0]");
    }

    @Test
    void an_absent_object_is_not_found() {
        Reply reply = api.get(pods + "/none");
        assertRefused(reply, 404, "NotFound");
        assertThat(reply.at("/message")).isEqualTo("pods \"none\" not found");
        assertThat(reply.at("/details/name")).isEqualTo("none");
        assertThat(reply.at("/details/kind")).isEqualTo("pods");
    }

    @Test
    void an_absent_object_of_a_group_is_not_found_with_its_group() {
        Reply reply = api.get("/apis/rbac.authorization.k8s.io/v1/namespaces/" + namespace + "/roles/none");
        assertRefused(reply, 404, "NotFound");
        assertThat(reply.at("/message")).isEqualTo("roles.rbac.authorization.k8s.io \"none\" not found");
        assertThat(reply.at("/details/group")).isEqualTo("rbac.authorization.k8s.io");
    }

    @Test
    void a_namespace_must_exist() {
        Reply reply = api.post("/api/v1/namespaces/no-such-place/configmaps", named("a", ""));
        assertRefused(reply, 404, "NotFound");
        assertThat(reply.at("/message")).isEqualTo("namespaces \"no-such-place\" not found");
    }

    @Test
    void an_unknown_kind_is_not_found() {
        Reply reply = api.get("/api/v1/namespaces/" + namespace + "/gadgets");
        assertRefused(reply, 404, "NotFound");
        assertThat(reply.at("/message")).isEqualTo("the server could not find the requested resource");
    }

    @Test
    void a_taken_name_is_refused() {
        createConfigMap("a", "");
        Reply reply = createConfigMap("a", "");
        assertRefused(reply, 409, "AlreadyExists");
        assertThat(reply.at("/message")).isEqualTo("configmaps \"a\" already exists");
        assertThat(reply.at("/details/kind")).isEqualTo("configmaps");
    }

    @Test
    void a_name_is_taken_until_the_last_finalizer_is_gone() {
        createConfigMap("a", "\"finalizers\":[\"example.com/hold\"]");
        Reply deleted = api.delete(configMaps + "/a");
        assertThat(deleted.at("/kind")).isEqualTo("ConfigMap");
        assertThat(deleted.at("/metadata/deletionTimestamp")).isNotEmpty();
        assertThat(deleted.at("/metadata/deletionGracePeriodSeconds")).isEqualTo("0");
        Reply again = createConfigMap("a", "");
        assertRefused(again, 409, "AlreadyExists");
        assertThat(again.at("/message")).isEqualTo("object is being deleted: configmaps \"a\" already exists");
        Reply added = api.patch(
                configMaps + "/a", RawApi.MERGE, "{\"metadata\":{\"finalizers\":[\"example.com/hold\",\"a.b/c\"]}}");
        assertRefused(added, 422, "Invalid");
        assertThat(added.at("/details/causes/0/field")).isEqualTo("metadata.finalizers");
        Reply released = api.patch(configMaps + "/a", RawApi.MERGE, "{\"metadata\":{\"finalizers\":null}}");
        assertThat(released.code()).isEqualTo(200);
        assertThat(api.get(configMaps + "/a").code()).isEqualTo(404);
    }

    @Test
    void a_bad_name_is_invalid_with_its_cause() {
        Reply reply = createPod("Bad_Name", "");
        assertRefused(reply, 422, "Invalid");
        assertThat(reply.at("/message")).startsWith("Pod \"Bad_Name\" is invalid: metadata.name: Invalid value: ");
        assertThat(reply.at("/details/kind")).isEqualTo("Pod");
        assertThat(reply.at("/details/causes/0/field")).isEqualTo("metadata.name");
        assertThat(reply.at("/details/causes/0/reason")).isEqualTo("FieldValueInvalid");
        assertThat(reply.at("/details/causes/0/message"))
                .startsWith("Invalid value: \"Bad_Name\": a lowercase RFC 1123 subdomain must consist of");
    }

    @Test
    void every_cause_is_listed() {
        Reply reply = api.post(
                pods, "{\"metadata\":{\"name\":\"p\",\"labels\":{\"k\":\"-v\"}},\"spec\":{\"containers\":[]}}");
        assertRefused(reply, 422, "Invalid");
        assertThat(reply.at("/message")).startsWith("Pod \"p\" is invalid: [");
        assertThat(texts(reply.body().at("/details/causes"), "/field")).contains("metadata.labels", "spec.containers");
        assertThat(texts(reply.body().at("/details/causes"), "/reason"))
                .contains("FieldValueInvalid", "FieldValueRequired");
    }

    @Test
    void a_name_is_required() {
        Reply reply = api.post(configMaps, "{\"metadata\":{}}");
        assertRefused(reply, 422, "Invalid");
        assertThat(reply.at("/message"))
                .isEqualTo(
                        "ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is required");
        assertThat(reply.body().path("details").has("name")).isFalse();
    }

    @Test
    void a_foreign_namespace_or_kind_in_the_body_is_a_bad_request() {
        Reply namespaceReply = createConfigMap("a", "\"namespace\":\"other\"");
        assertRefused(namespaceReply, 400, "BadRequest");
        assertThat(namespaceReply.at("/message"))
                .isEqualTo("the namespace of the provided object does not match the namespace sent on the request");
        Reply kindReply = api.post(configMaps, "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"}}");
        assertRefused(kindReply, 400, "BadRequest");
        assertThat(kindReply.at("/message")).contains("Pod in version \"v1\" cannot be handled as a ConfigMap");
    }

    @Test
    void strict_validation_names_unknown_fields() {
        Reply reply = api.post(pods + "?fieldValidation=Strict", """
                {"foo":1,"metadata":{"name":"a","zip":1},
                 "spec":{"containers":[{"name":"a","image":"x","zap":2}]}}""");
        assertRefused(reply, 400, "BadRequest");
        assertThat(reply.at("/message"))
                .isEqualTo("Pod in version \"v1\" cannot be handled as a Pod: strict decoding error:"
                        + " unknown field \"foo\", unknown field \"metadata.zip\","
                        + " unknown field \"spec.containers[0].zap\"");
    }

    @Test
    void strict_validation_passes_what_the_model_knows() {
        Reply reply = api.post(pods + "?fieldValidation=Strict&dryRun=All", """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","labels":{"x":"y"},"creationTimestamp":null},
                 "spec":{"containers":[{"name":"a","image":"x",
                   "resources":{"requests":{"cpu":"1","memory":"1Gi"}},
                   "ports":[{"name":"rpc","containerPort":7078}],
                   "env":[{"name":"IP","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}}],
                   "volumeMounts":[{"name":"v","mountPath":"/v"}]}],
                   "tolerations":[{"key":"k","operator":"Exists"}],
                   "volumes":[{"name":"v","emptyDir":{"sizeLimit":"1Gi"}}]}}""");
        assertThat(reply.code()).as("%s", reply.body()).isEqualTo(201);
        assertThat(reply.at("/status/qosClass")).isEqualTo("Burstable");
    }

    @Test
    void a_dry_run_answers_and_stores_nothing() {
        Reply reply = api.post(configMaps + "?dryRun=All", named("a", ""));
        assertThat(reply.code()).isEqualTo(201);
        assertThat(reply.at("/metadata/uid")).isNotEmpty();
        assertThat(reply.body().path("metadata").has("resourceVersion")).isFalse();
        assertThat(api.get(configMaps + "/a").code()).isEqualTo(404);
        createConfigMap("b", "");
        assertThat(api.delete(configMaps + "/b?dryRun=All").code()).isEqualTo(200);
        assertThat(api.delete(configMaps + "/b", "{\"dryRun\":[\"All\"]}").code())
                .isEqualTo(200);
        assertThat(api.get(configMaps + "/b").code()).isEqualTo(200);
    }

    @Test
    void options_in_the_body_of_a_delete_hide_those_of_its_query() {
        createConfigMap("a", "");
        assertThat(api.delete(configMaps + "/a?dryRun=All", "{}").code()).isEqualTo(200);
        assertThat(api.get(configMaps + "/a").code()).isEqualTo(404);
    }

    @Test
    void a_generated_name_starts_with_its_stem() {
        Reply reply = api.post(configMaps, "{\"metadata\":{\"generateName\":\"stem-\"}}");
        assertThat(reply.code()).isEqualTo(201);
        assertThat(reply.at("/metadata/name")).matches("stem-[a-z0-9]{5}");
    }

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

    final RawApi api() {
        return api;
    }

    final String namespace() {
        return namespace;
    }

    final Reply createConfigMap(String name, String metadata) {
        return api.post(configMaps, named(name, metadata));
    }

    final Reply createPod(String name, String metadata) {
        String rest = metadata.isEmpty() ? "" : "," + metadata;
        return api.post(pods, "{\"metadata\":{\"name\":\"" + name + "\"" + rest + "},\"spec\":" + POD_SPEC + "}");
    }

    private WatchLines watchFrom(Reply object) {
        return api.watch(configMaps + "?watch=true&resourceVersion=" + object.at("/metadata/resourceVersion"));
    }

    private String node() {
        return api.get("/api/v1/nodes").at("/items/0/metadata/name");
    }

    private void bind(String pod) {
        Reply bound = api.post(pods + "/" + pod + "/binding", binding(pod));
        assertThat(bound.code()).as("%s", bound.body()).isEqualTo(201);
    }

    private String binding(String pod) {
        return "{\"metadata\":{\"name\":\"" + pod + "\"},\"target\":{\"kind\":\"Node\",\"name\":\"" + node() + "\"}}";
    }

    private List<String> selected(String labelSelector) {
        return names(api.get(configMaps + "?labelSelector=" + RawApi.encode(labelSelector)));
    }

    private static String ownedBy(Reply owner, boolean blocks) {
        return "\"ownerReferences\":[" + reference(owner, blocks) + "]";
    }

    private static String reference(Reply owner, boolean blocks) {
        return """
                {"apiVersion":"v1","kind":"ConfigMap","name":"%s","uid":"%s","blockOwnerDeletion":%s}""".formatted(owner.at("/metadata/name"), owner.at("/metadata/uid"), blocks);
    }

    private static String named(String name, String metadata) {
        return "{\"metadata\":{\"name\":\"" + name + "\"" + (metadata.isEmpty() ? "" : "," + metadata) + "}}";
    }

    private static void assertRefused(Reply reply, int code, String reason) {
        assertThat(reply.code()).as("%s", reply.body()).isEqualTo(code);
        assertThat(reply.at("/kind")).isEqualTo("Status");
        assertThat(reply.at("/status")).isEqualTo("Failure");
        assertThat(reply.at("/reason")).isEqualTo(reason);
        assertThat(reply.at("/code")).isEqualTo(Integer.toString(code));
    }

    private static List<String> names(Reply list) {
        return texts(list.body().path("items"), "/metadata/name");
    }

    private static List<String> texts(JsonNode array, String pointer) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.at(pointer).asText()));
        return texts;
    }
}
