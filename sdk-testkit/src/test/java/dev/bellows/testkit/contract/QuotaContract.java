package dev.bellows.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A quota refuses pods beyond it, and tells what is used. */
interface QuotaContract extends PortContract {
    ObjectKind<ResourceQuota> QUOTAS = new ObjectKind<>("v1", "resourcequotas", ResourceQuota.class, false);

    @Test
    default void a_pod_beyond_a_quota_is_refused_and_what_is_used_is_told() {
        quota(Map.of("pods", new Quantity("2"), "requests.memory", new Quantity("96Mi")));
        await(port().create(ObjectKind.PODS, namespace(), waiting("a", "64Mi")));
        ClusterException refusal = refusal(port().create(ObjectKind.PODS, namespace(), waiting("b", "64Mi")));

        assertThat(refusal.code()).isEqualTo(403);
        assertThat(refusal)
                .hasMessage("pods \"b\" is forbidden: exceeded quota: team, requested: requests.memory=64Mi,"
                        + " used: requests.memory=64Mi, limited: requests.memory=96Mi");
        await(port().create(ObjectKind.PODS, namespace(), waiting("c", "32Mi")));
        assertThat(used())
                .containsEntry("pods", new Quantity("2"))
                .containsEntry("requests.memory", new Quantity("96Mi"));

        await(port().delete(ObjectKind.PODS, namespace(), "a", DeleteMode.BACKGROUND));
        cluster()
                .until(
                        "room again",
                        () -> used().equals(
                                        Map.of("pods", new Quantity("1"), "requests.memory", new Quantity("32Mi"))));
    }

    @Test
    default void under_a_quota_of_memory_a_pod_says_how_much_it_wants() {
        quota(Map.of("requests.memory", new Quantity("96Mi")));
        Pod silent = waiting("a", "64Mi");
        silent.getSpec().getContainers().get(0).setResources(null);
        ClusterException refusal = refusal(port().create(ObjectKind.PODS, namespace(), silent));

        assertThat(refusal.code()).isEqualTo(403);
        assertThat(refusal)
                .hasMessageContaining(
                        "failed quota: team: must specify requests.memory for: " + ContractCluster.CONTAINER);
    }

    private void quota(Map<String, Quantity> hard) {
        await(port().create(
                        QUOTAS,
                        namespace(),
                        new ResourceQuotaBuilder()
                                .withNewMetadata()
                                .withName("team")
                                .endMetadata()
                                .withNewSpec()
                                .withHard(hard)
                                .endSpec()
                                .build()));
        cluster().until("a status", () -> !used().isEmpty());
    }

    private Map<String, Quantity> used() {
        ResourceQuota quota = await(port().get(QUOTAS, namespace(), "team"));
        return quota.getStatus() == null || quota.getStatus().getUsed() == null
                ? Map.of()
                : quota.getStatus().getUsed();
    }

    /** A pod that no node takes. */
    private Pod waiting(String name, String memory) {
        return new PodBuilder(cluster().talker(name))
                .editSpec()
                .addToNodeSelector("nowhere", "true")
                .editFirstContainer()
                .withNewResources()
                .addToRequests("memory", new Quantity(memory))
                .endResources()
                .endContainer()
                .endSpec()
                .build();
    }
}
