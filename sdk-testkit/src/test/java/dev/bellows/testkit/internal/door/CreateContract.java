package dev.bellows.testkit.internal.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.internal.door.RawApi.Reply;
import org.junit.jupiter.api.Test;

/** What an API server does when objects are created, and which it refuses. */
abstract class CreateContract extends ApiContract {
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
}
