package dev.bellows.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.PodRequest;
import org.junit.jupiter.api.Test;

/** What a pod serves is read by way of the API server. */
interface ProxyContract extends PortContract {
    @Test
    default void a_pod_that_is_not_there_serves_nothing() {
        ClusterException refusal =
                refusal(port().proxy(namespace(), "none", 4040, PodRequest.get("/api/v1/applications")));

        assertThat(refusal.isNotFound()).isTrue();
    }
}
