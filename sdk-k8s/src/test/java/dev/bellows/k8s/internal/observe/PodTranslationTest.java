package dev.bellows.k8s.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.k8s.internal.supervise.ContainerFacts;
import dev.bellows.k8s.internal.supervise.PodFacts;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodTranslationTest {
    private static final String DRIVER = """
            "metadata": {"name": "daily-1-driver", "uid": "u1", "labels": {"spark-role": "driver", "bellows.dev/run": "daily"},
              "ownerReferences": [{"apiVersion": "v1", "kind": "ConfigMap", "name": "daily", "uid": "r1", "controller": true}]}""";

    private static Pod pod(String metadata, String rest) throws Exception {
        return new JsonMapper().readValue("{" + metadata + ", " + rest + "}", Pod.class);
    }

    @Test
    void a_pod_without_status_is_known_by_name_only() throws Exception {
        PodFacts facts = PodTranslation.facts(pod(DRIVER, "\"spec\": {}"));
        assertThat(facts)
                .isEqualTo(new PodFacts(
                        "u1", "daily-1-driver", 0, "", "", "", "", "r1", false, "", ContainerFacts.UNKNOWN));
    }

    @Test
    void a_pod_that_no_node_takes_says_why() throws Exception {
        PodFacts facts = PodTranslation.facts(pod(DRIVER, """
                "spec": {}, "status": {"phase": "Pending", "conditions": [
                  {"type": "PodScheduled", "status": "False", "reason": "Unschedulable",
                   "message": "0/1 nodes are available: 1 Insufficient cpu."}]}"""));
        assertThat(facts.reason()).isEqualTo("Unschedulable");
        assertThat(facts.message()).contains("Insufficient cpu");
        assertThat(facts.node()).isEmpty();
    }

    @Test
    void a_container_that_waits_says_for_what() throws Exception {
        PodFacts facts = PodTranslation.facts(pod(DRIVER, """
                "spec": {"nodeName": "node-1"}, "status": {"phase": "Pending", "containerStatuses": [
                  {"name": "spark-kubernetes-driver", "ready": false, "restartCount": 0, "image": "x", "imageID": "",
                   "state": {"waiting": {"reason": "ImagePullBackOff", "message": "Back-off pulling image"}}}]}"""));
        assertThat(facts.container().waiting()).isEqualTo("ImagePullBackOff");
        assertThat(facts.container().waitingMessage()).isEqualTo("Back-off pulling image");
        assertThat(facts.container().exitCode()).isEmpty();
        assertThat(facts.node()).isEqualTo("node-1");
    }

    @Test
    void only_the_named_spark_container_counts() throws Exception {
        PodFacts facts = PodTranslation.facts(pod(DRIVER, """
                "spec": {"nodeName": "node-1"}, "status": {"phase": "Running", "containerStatuses": [
                  {"name": "proxy", "state": {"terminated": {"exitCode": 7, "reason": "Error"}}},
                  {"name": "spark-kubernetes-driver", "state": {"running": {"startedAt": "2026-01-01T00:00:00Z"}}}]}"""));
        assertThat(facts.container().running()).isTrue();
        assertThat(facts.container().exitCode()).isEmpty();
    }

    @Test
    void a_container_that_was_killed_tells_its_last_words() throws Exception {
        PodFacts facts = PodTranslation.facts(pod(DRIVER, """
                "spec": {"nodeName": "node-1"}, "status": {"phase": "Failed", "containerStatuses": [
                  {"name": "spark-kubernetes-driver", "state": {"terminated":
                    {"exitCode": 137, "reason": "OOMKilled", "message": "last words"}}}]}"""));
        assertThat(facts.container().exitCode()).hasValue(137);
        assertThat(facts.container().ended()).isEqualTo("OOMKilled");
        assertThat(facts.container().lastWords()).isEqualTo("last words");
    }

    @Test
    void what_pushed_a_pod_out_is_its_reason() throws Exception {
        PodFacts facts = PodTranslation.facts(pod(DRIVER, """
                "spec": {"nodeName": "node-1"}, "status": {"phase": "Failed", "conditions": [
                  {"type": "PodScheduled", "status": "True"},
                  {"type": "DisruptionTarget", "status": "True", "reason": "EvictionByEvictionAPI",
                   "message": "Eviction API: evicting"}]}"""));
        assertThat(facts.reason()).isEqualTo("EvictionByEvictionAPI");
    }

    @Test
    void the_pod_s_own_reason_comes_first() throws Exception {
        PodFacts facts = PodTranslation.facts(pod(DRIVER, """
                "spec": {"nodeName": "node-1"}, "status": {"phase": "Failed", "reason": "Evicted",
                  "message": "The node was low on resource: memory.", "conditions": [
                  {"type": "DisruptionTarget", "status": "True", "reason": "TerminationByKubelet"}]}"""));
        assertThat(facts.reason()).isEqualTo("Evicted");
        assertThat(facts.message()).contains("low on resource");
    }

    @ParameterizedTest
    @CsvSource({"executor, 12, 12", "executor, EXECID, -1", "executor, '', -1", "driver, 3, -1", "other, 3, -1"})
    void an_executor_is_known_by_its_labels(String role, String id, int expected) {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .addToLabels("spark-role", role)
                .addToLabels("spark-exec-id", id)
                .endMetadata()
                .build();
        assertThat(PodTranslation.executorId(pod).orElse(-1)).isEqualTo(expected);
        assertThat(PodTranslation.isDriver(pod)).isEqualTo(role.equals("driver"));
    }

    @Test
    void a_pod_without_labels_is_nobody_s() {
        Pod pod = new PodBuilder().withNewMetadata().withName("x").endMetadata().build();
        assertThat(PodTranslation.runOf(pod.getMetadata())).isEmpty();
        assertThat(PodTranslation.isDriver(pod)).isFalse();
        assertThat(PodTranslation.executorId(pod)).isEmpty();
    }
}
