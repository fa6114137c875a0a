package dev.bellows.testkit.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.Patience;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.DeleteOptions;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.Selectors;
import dev.bellows.testkit.internal.store.Subscription;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAMESPACE = "default";

    private final ClusterStore store = new ClusterStore(InstantSource.system());
    private final Scheduler scheduler = new Scheduler(store, InstantSource.system());

    @BeforeEach
    void start() {
        scheduler.start();
    }

    @AfterEach
    void stop() {
        scheduler.close();
        store.close();
    }

    @Test
    void a_pod_is_bound_to_a_node_with_room() {
        createNode("2");
        createPod("a", "1", null);

        ObjectNode bound = await("a", pod -> pod.at("/spec/nodeName").asText().equals("local"));

        assertThat(bound.at("/status/conditions/0/type").asText()).isEqualTo("PodScheduled");
        assertThat(bound.at("/status/conditions/0/status").asText()).isEqualTo("True");
    }

    @Test
    void a_pod_without_room_says_so_and_is_bound_when_another_goes() {
        createNode("2");
        createPod("a", "2", null);
        await("a", pod -> pod.at("/spec").has("nodeName"));
        createPod("b", "1", null);

        ObjectNode waiting = await("b", pod -> pod.at("/status/conditions/0").has("message"));
        store.delete(ResourceType.PODS, NAMESPACE, "a", DeleteOptions.now());

        assertThat(waiting.at("/status/conditions/0/reason").asText()).isEqualTo("Unschedulable");
        assertThat(waiting.at("/status/conditions/0/message").asText())
                .isEqualTo("0/1 nodes are available: 1 Insufficient cpu.");
        ObjectNode bound = await("b", pod -> pod.at("/spec").has("nodeName"));
        assertThat(bound.at("/status/conditions")).hasSize(1);
    }

    @Test
    void a_pod_that_waits_for_a_node_is_bound_when_one_comes() {
        createPod("a", "1", null);
        await("a", pod -> pod.at("/status/conditions/0/message").asText().startsWith("no nodes"));

        createNode("2");

        await("a", pod -> pod.at("/spec").has("nodeName"));
    }

    @Test
    void pods_of_other_schedulers_are_left_alone() {
        createNode("2");
        createPod("other", "1", "volcano");
        createPod("ours", "1", null);

        await("ours", pod -> pod.at("/spec").has("nodeName"));

        assertThat(store.get(ResourceType.PODS, NAMESPACE, "other").at("/spec").has("nodeName"))
                .isFalse();
    }

    private ObjectNode await(String name, Predicate<ObjectNode> condition) {
        CompletableFuture<ObjectNode> found = new CompletableFuture<>();
        Subscription watch = store.watch(ResourceType.PODS, NAMESPACE, Selectors.name(name), null, event -> {
            if (condition.test(event.object())) {
                found.complete(event.object());
            }
        });
        try {
            return Patience.join(found);
        } finally {
            watch.close();
        }
    }

    private void createNode(String cpu) {
        var node = new NodeBuilder()
                .withNewMetadata()
                .withName("local")
                .endMetadata()
                .withNewStatus()
                .withAllocatable(Map.of("cpu", new Quantity(cpu), "pods", new Quantity("9")))
                .endStatus()
                .build();
        store.create(ResourceType.NODES, null, JSON.valueToTree(node));
    }

    private void createPod(String name, String cpu, String schedulerName) {
        var pod = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withSchedulerName(schedulerName)
                .addNewContainer()
                .withName("c")
                .withImage("i")
                .withNewResources()
                .addToRequests("cpu", new Quantity(cpu))
                .endResources()
                .endContainer()
                .endSpec()
                .build();
        store.create(ResourceType.PODS, NAMESPACE, JSON.valueToTree(pod));
    }
}
