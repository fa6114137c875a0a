package dev.bellows.k8s.internal.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;

class SparkContainerTest {
    private static final ContainerState RUNNING =
            new ContainerStateBuilder().withNewRunning("2026-11-20T10:00:00Z").build();
    private static final ContainerState ENDED = new ContainerStateBuilder()
            .withNewTerminated()
            .withExitCode(137)
            .endTerminated()
            .build();

    private static ContainerStatus container(String name, ContainerState state) {
        return new ContainerStatusBuilder().withName(name).withState(state).build();
    }

    private static Pod pod(String phase, ContainerStatus... containers) {
        return new PodBuilder()
                .withNewStatus()
                .withPhase(phase)
                .withContainerStatuses(containers)
                .endStatus()
                .build();
    }

    @Test
    void spark_has_ended_although_a_container_beside_it_runs_on() {
        for (String name : new String[] {"spark-kubernetes-driver", "spark-kubernetes-executor"}) {
            Pod pod = pod("Running", container("istio-proxy", RUNNING), container(name, ENDED));
            assertThat(SparkContainer.hasEnded(pod)).isTrue();
            assertThat(SparkContainer.isOver(pod)).isFalse();
            assertThat(SparkContainer.end(pod).orElseThrow().getExitCode()).isEqualTo(137);
        }
    }

    @Test
    void spark_runs_although_a_container_beside_it_has_ended() {
        Pod pod = pod("Running", container("log-agent", ENDED), container("spark-kubernetes-driver", RUNNING));
        assertThat(SparkContainer.hasEnded(pod)).isFalse();
    }

    @Test
    void a_pod_that_is_over_need_not_tell_of_its_containers() {
        assertThat(SparkContainer.hasEnded(pod("Failed"))).isTrue();
        assertThat(SparkContainer.hasEnded(pod("Succeeded"))).isTrue();
        assertThat(SparkContainer.end(pod("Failed"))).isEmpty();
    }

    @Test
    void what_is_not_known_has_not_ended() {
        assertThat(SparkContainer.hasEnded(pod("Pending"))).isFalse();
        assertThat(SparkContainer.hasEnded(new PodBuilder().build())).isFalse();
        assertThat(SparkContainer.hasEnded(pod(
                        "Running",
                        new ContainerStatusBuilder()
                                .withName("spark-kubernetes-driver")
                                .build())))
                .isFalse();
    }
}
