package dev.bellows.testkit.internal.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodStatusesTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");
    private static final Pod BOUND = new PodBuilder()
            .withNewMetadata()
            .withName("a")
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("main")
            .withImage("spark:4.1.1")
            .endContainer()
            .endSpec()
            .withNewStatus()
            .withPhase("Pending")
            .addNewCondition()
            .withType("PodScheduled")
            .withStatus("True")
            .withLastTransitionTime("2026-11-20T11:59:00Z")
            .endCondition()
            .endStatus()
            .build();

    @Test
    void a_waiting_pod_has_a_start_time_and_a_reason() {
        PodStatus status = PodStatuses.waiting(BOUND, "127.0.0.1", NOON, "ContainerCreating", null);

        assertThat(status.getPhase()).isEqualTo("Pending");
        assertThat(status.getStartTime()).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(status.getContainerStatuses().get(0).getName()).isEqualTo("main");
        assertThat(status.getContainerStatuses().get(0).getState().getWaiting().getReason())
                .isEqualTo("ContainerCreating");
        assertThat(shown(status))
                .containsExactly(
                        "PodScheduled True since 11:59:00",
                        "Initialized True since 12:00:00",
                        "ContainersReady False since 12:00:00",
                        "Ready False since 12:00:00");
    }

    @Test
    void a_condition_keeps_its_time_until_it_changes() {
        Pod waiting = with(PodStatuses.waiting(BOUND, "127.0.0.1", NOON, "ContainerCreating", null));

        PodStatus running = PodStatuses.running(waiting, "127.0.1.1", NOON.plusSeconds(5));

        assertThat(running.getPodIP()).isEqualTo("127.0.1.1");
        assertThat(running.getPodIPs())
                .singleElement()
                .satisfies(ip -> assertThat(ip.getIp()).isEqualTo("127.0.1.1"));
        assertThat(running.getStartTime()).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(shown(running))
                .contains("Initialized True since 12:00:00", "Ready True since 12:00:05")
                .hasSize(4);
    }

    @Test
    void the_exit_code_makes_the_phase() {
        Pod running = with(PodStatuses.running(BOUND, "127.0.1.1", NOON));

        assertThat(PodStatuses.ended(running, ended(0, false)).getPhase()).isEqualTo("Succeeded");
        assertThat(terminated(running, ended(0, false)).getReason()).isEqualTo("Completed");
        assertThat(PodStatuses.ended(running, ended(7, false)).getPhase()).isEqualTo("Failed");
        assertThat(terminated(running, ended(7, false)).getReason()).isEqualTo("Error");
        assertThat(terminated(running, ended(7, false)).getSignal()).isNull();
        assertThat(terminated(running, ended(143, false)).getSignal()).isEqualTo(15);
        assertThat(terminated(running, ended(137, true)).getReason()).isEqualTo("OOMKilled");
    }

    private static ContainerStateTerminated terminated(Pod pod, ContainerEnd end) {
        return PodStatuses.ended(pod, end)
                .getContainerStatuses()
                .get(0)
                .getState()
                .getTerminated();
    }

    private static ContainerEnd ended(int exitCode, boolean outOfMemory) {
        return ContainerEnd.ofExit(exitCode, outOfMemory, "bye", NOON, NOON.plusSeconds(60));
    }

    private static Pod with(PodStatus status) {
        return new PodBuilder(BOUND).withStatus(status).build();
    }

    private static List<String> shown(PodStatus status) {
        return status.getConditions().stream().map(PodStatusesTest::shown).toList();
    }

    private static String shown(PodCondition condition) {
        String time = condition.getLastTransitionTime().substring(11, 19);
        return condition.getType() + " " + condition.getStatus() + " since " + time;
    }
}
