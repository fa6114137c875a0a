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

/** What a Kubernetes API server does, as far as Spark and the SDK depend on it: a place for it, and words. Run on the store and on a cluster. */
abstract class ApiContract {

    static final String POD_SPEC = """
            {"schedulerName":"nobody","containers":[{"name":"main","image":"example.invalid/none:1"}]}""";

    RawApi api;
    String namespace;
    String configMaps;
    String pods;

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

    final Reply createConfigMap(String name, String metadata) {
        return api.post(configMaps, named(name, metadata));
    }

    final Reply createPod(String name, String metadata) {
        String rest = metadata.isEmpty() ? "" : "," + metadata;
        return api.post(pods, "{\"metadata\":{\"name\":\"" + name + "\"" + rest + "},\"spec\":" + POD_SPEC + "}");
    }

    WatchLines watchFrom(Reply object) {
        return api.watch(configMaps + "?watch=true&resourceVersion=" + object.at("/metadata/resourceVersion"));
    }

    String node() {
        return api.get("/api/v1/nodes").at("/items/0/metadata/name");
    }

    void bind(String pod) {
        Reply bound = api.post(pods + "/" + pod + "/binding", binding(pod));
        assertThat(bound.code()).as("%s", bound.body()).isEqualTo(201);
    }

    String binding(String pod) {
        return "{\"metadata\":{\"name\":\"" + pod + "\"},\"target\":{\"kind\":\"Node\",\"name\":\"" + node() + "\"}}";
    }

    List<String> selected(String labelSelector) {
        return names(api.get(configMaps + "?labelSelector=" + RawApi.encode(labelSelector)));
    }

    static String ownedBy(Reply owner, boolean blocks) {
        return "\"ownerReferences\":[" + reference(owner, blocks) + "]";
    }

    static String reference(Reply owner, boolean blocks) {
        return """
                {"apiVersion":"v1","kind":"ConfigMap","name":"%s","uid":"%s","blockOwnerDeletion":%s}""".formatted(owner.at("/metadata/name"), owner.at("/metadata/uid"), blocks);
    }

    static String named(String name, String metadata) {
        return "{\"metadata\":{\"name\":\"" + name + "\"" + (metadata.isEmpty() ? "" : "," + metadata) + "}}";
    }

    static void assertRefused(Reply reply, int code, String reason) {
        assertThat(reply.code()).as("%s", reply.body()).isEqualTo(code);
        assertThat(reply.at("/kind")).isEqualTo("Status");
        assertThat(reply.at("/status")).isEqualTo("Failure");
        assertThat(reply.at("/reason")).isEqualTo(reason);
        assertThat(reply.at("/code")).isEqualTo(Integer.toString(code));
    }

    static List<String> names(Reply list) {
        return texts(list.body().path("items"), "/metadata/name");
    }

    static List<String> texts(JsonNode array, String pointer) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.at(pointer).asText()));
        return texts;
    }
}
