package dev.bellows.testkit;

import static dev.bellows.testkit.StandInPods.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellows.Patience;
import dev.bellows.job.Memory;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pods go where capacity, labels and taints of nodes let them. */
@Timeout(Patience.TEST_SECONDS)
class LocalNodesTest {
    private static final String CAPACITY = "eks.amazonaws.com/capacityType";

    @TempDir
    Path directory;

    @Test
    void pods_go_where_labels_and_taints_let_them() throws Exception {
        try (LocalCluster cluster = cluster();
                KubernetesClient client = StandInPods.clientOf(cluster.kubeconfig())) {
            assertThat(client.nodes().list().getItems())
                    .extracting((Node node) -> node.getMetadata().getName())
                    .containsExactlyInAnyOrder("on-demand", "spot");
            client.pods().resource(pod("plain", "wait", "100m").build()).create();
            client.pods().resource(onSpot(pod("spot", "wait", "100m")).build()).create();
            client.pods()
                    .resource(
                            tolerating(onSpot(pod("tolerant", "wait", "100m"))).build())
                    .create();

            assertThat(placed(client, "plain")).isEqualTo("on-demand");
            assertThat(placed(client, "tolerant")).isEqualTo("spot");
            assertThat(refusal(client, "spot"))
                    .isEqualTo("0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, "
                            + "1 node(s) had untolerated taint {spot: true}.");
        }
    }

    @Test
    void a_node_takes_no_more_than_it_has_room_for() throws Exception {
        try (LocalCluster cluster = cluster();
                KubernetesClient client = StandInPods.clientOf(cluster.kubeconfig())) {
            client.pods()
                    .resource(tolerating(pod("large", "wait", "3")).build())
                    .create();
            assertThat(placed(client, "large")).isEqualTo("spot");
            client.pods()
                    .resource(tolerating(pod("second", "wait", "3")).build())
                    .create();

            assertThat(refusal(client, "second")).isEqualTo("0/2 nodes are available: 2 Insufficient cpu.");

            client.pods().withName("large").withGracePeriod(1000).delete();
            assertThat(placed(client, "second")).isEqualTo("spot");
        }
    }

    @Test
    void nodes_that_cannot_be_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> LocalCluster.builder().node(LocalNode.named("a")).node(LocalNode.named("a")))
                .withMessageContaining("node: a");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> LocalCluster.builder().node(LocalNode.named("a").pods(251)))
                .withMessage("pods: 251 (expected: at most 250)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalNode.named("a").taint("spot", "true", "Never"))
                .withMessageContaining("effect: Never");
    }

    private LocalCluster cluster() throws Exception {
        return StandInPods.cluster(directory)
                .node(LocalNode.named("on-demand").cpu(1).label(CAPACITY, "ON_DEMAND"))
                .node(LocalNode.named("spot")
                        .cpu(4)
                        .memory(Memory.gib(16))
                        .label(CAPACITY, "SPOT")
                        .taint("spot", "true", "NoSchedule"))
                .start();
    }

    private static PodBuilder onSpot(PodBuilder pod) {
        return pod.editSpec().addToNodeSelector(CAPACITY, "SPOT").endSpec();
    }

    private static PodBuilder tolerating(PodBuilder pod) {
        return pod.editSpec()
                .addNewToleration()
                .withKey("spot")
                .withOperator("Exists")
                .endToleration()
                .endSpec();
    }

    private static String placed(KubernetesClient client, String name) {
        Pod running = client.pods()
                .withName(name)
                .waitUntilCondition(
                        pod -> pod != null
                                && pod.getStatus() != null
                                && "Running".equals(pod.getStatus().getPhase()),
                        Patience.SECONDS,
                        TimeUnit.SECONDS);
        return running.getSpec().getNodeName();
    }

    private static String refusal(KubernetesClient client, String name) {
        Pod pending = client.pods()
                .withName(name)
                .waitUntilCondition(
                        pod -> pod != null
                                && pod.getStatus() != null
                                && !pod.getStatus().getConditions().isEmpty(),
                        Patience.SECONDS,
                        TimeUnit.SECONDS);
        return pending.getStatus().getConditions().get(0).getMessage();
    }
}
