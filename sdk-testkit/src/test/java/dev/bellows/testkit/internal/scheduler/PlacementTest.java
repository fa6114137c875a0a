package dev.bellows.testkit.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacementTest {
    @Test
    void a_pod_goes_to_the_first_node_with_room() {
        List<NodeRoom> nodes = List.of(node("small", "1", "1Gi", 10), node("large", "4", "8Gi", 10));

        assertThat(Placement.of(pod("2", "1Gi"), nodes).node()).hasValue("large");
        assertThat(Placement.of(pod("1000m", "1024Mi"), nodes).node()).hasValue("small");
    }

    @Test
    void every_reason_counts_its_nodes() {
        List<NodeRoom> nodes = List.of(node("a", "1", "1Gi", 10), node("b", "500m", "8Gi", 0));

        Placement placement = Placement.of(pod("2", "4Gi"), nodes);

        assertThat(placement.node()).isEmpty();
        assertThat(placement.message())
                .isEqualTo("0/2 nodes are available: 1 Insufficient memory, 1 Too many pods, 2 Insufficient cpu.");
    }

    @Test
    void a_selector_keeps_a_pod_away_from_other_nodes() {
        PodSpec pod = new PodSpecBuilder(pod("1", "1Gi"))
                .addToNodeSelector("disk", "ssd")
                .build();

        assertThat(Placement.of(pod, List.of(node("a", "4", "8Gi", 10))).message())
                .isEqualTo("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.");
    }

    @Test
    void a_resource_that_no_node_offers_is_insufficient() {
        PodSpec pod = new PodSpecBuilder()
                .addNewContainer()
                .withNewResources()
                .addToLimits("nvidia.com/gpu", new Quantity("1"))
                .endResources()
                .endContainer()
                .build();

        assertThat(Placement.of(pod, List.of(node("a", "4", "8Gi", 10))).message())
                .isEqualTo("0/1 nodes are available: 1 Insufficient nvidia.com/gpu.");
    }

    @Test
    void a_request_of_nothing_fits_into_a_full_node() {
        Amounts none = Amounts.of(Map.of("cpu", new Quantity("1"), "pods", new Quantity("2")))
                .minus(Amounts.of(Map.of("cpu", new Quantity("2"))));

        PodSpec pod = new PodSpecBuilder().addNewContainer().endContainer().build();

        assertThat(Placement.of(pod, List.of(new NodeRoom("a", Map.of(), List.of(), none)))
                        .node())
                .hasValue("a");
    }

    @Test
    void without_nodes_there_is_no_place() {
        assertThat(Placement.of(pod("1", "1Gi"), List.of()).message()).isEqualTo("no nodes available to schedule pods");
    }

    private static NodeRoom node(String name, String cpu, String memory, int pods) {
        Map<String, Quantity> free = Map.of(
                "cpu", new Quantity(cpu),
                "memory", new Quantity(memory),
                "pods", new Quantity(Integer.toString(pods)));
        return new NodeRoom(name, Map.of("disk", "hdd"), List.of(), Amounts.of(free));
    }

    private static PodSpec pod(String cpu, String memory) {
        return new PodSpecBuilder()
                .addNewContainer()
                .withNewResources()
                .addToRequests("cpu", new Quantity(cpu))
                .addToRequests("memory", new Quantity(memory))
                .endResources()
                .endContainer()
                .build();
    }
}
