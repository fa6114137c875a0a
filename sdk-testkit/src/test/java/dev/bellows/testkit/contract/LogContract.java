package dev.bellows.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.port.ClusterPort.LogQuery;
import dev.bellows.k8s.port.ClusterPort.Stream;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A container's output can be read, from its end or as it comes. */
interface LogContract extends PortContract {
    @Test
    default void a_log_is_followed_until_the_container_ends_and_its_end_can_be_read_meanwhile() {
        await(port().create(ObjectKind.PODS, namespace(), cluster().talker("p")));
        cluster()
                .until(
                        "it runs",
                        () -> "Running"
                                .equals(await(port().get(ObjectKind.PODS, namespace(), "p"))
                                        .getStatus()
                                        .getPhase()));
        List<String> followed = new CopyOnWriteArrayList<>();

        Stream follower = logs("p", true, 0, followed);
        await(follower.opened());
        cluster().until("all lines came", () -> followed.containsAll(ContractCluster.LINES));

        assertThat(follower.ended()).isNotDone();
        assertThat(tail(2)).containsExactly("two", "three");
        assertThat(tail(0)).containsSubsequence(ContractCluster.LINES);
        await(port().delete(ObjectKind.PODS, namespace(), "p", DeleteMode.BACKGROUND));
        await(follower.ended());
        assertThat(followed).endsWith("one", "two", "three");
    }

    @Test
    default void lines_tell_when_they_were_printed_and_are_found_by_it() {
        await(port().create(ObjectKind.PODS, namespace(), cluster().talker("p")));
        cluster()
                .until(
                        "all lines were printed",
                        () -> "Running"
                                        .equals(await(port().get(ObjectKind.PODS, namespace(), "p"))
                                                .getStatus()
                                                .getPhase())
                                && tail(0).containsAll(ContractCluster.LINES));

        List<String> stamped = lines(new LogQuery(ContractCluster.CONTAINER, false, 0, true, Optional.empty()));
        List<Instant> times = stamped.stream()
                .map(line -> OffsetDateTime.parse(line.substring(0, line.indexOf(' ')))
                        .toInstant())
                .toList();

        assertThat(stamped.stream().map(line -> line.substring(line.indexOf(' ') + 1)))
                .endsWith("one", "two", "three");
        assertThat(times).isSorted();
        Instant last = times.get(times.size() - 1);
        assertThat(lines(since(last))).contains("three");
        assertThat(lines(since(last.plusSeconds(60)))).isEmpty();
    }

    private static LogQuery since(Instant time) {
        return new LogQuery(ContractCluster.CONTAINER, false, 0, false, Optional.of(time));
    }

    private List<String> lines(LogQuery query) {
        List<String> told = new CopyOnWriteArrayList<>();
        await(port().logs(namespace(), "p", query, told::add).ended());
        return told;
    }

    @Test
    default void a_log_that_nobody_reads_any_more_has_ended() {
        await(port().create(ObjectKind.PODS, namespace(), cluster().talker("p")));
        cluster()
                .until(
                        "it runs",
                        () -> "Running"
                                .equals(await(port().get(ObjectKind.PODS, namespace(), "p"))
                                        .getStatus()
                                        .getPhase()));
        Stream follower = logs("p", true, 0, new CopyOnWriteArrayList<>());
        await(follower.opened());

        follower.cancel();

        await(follower.ended());
    }

    @Test
    default void a_pod_that_does_not_exist_has_no_log() {
        Stream stream = logs("none", true, 0, new CopyOnWriteArrayList<>());

        assertThat(refusal(stream.opened()).isNotFound()).isTrue();
        assertThat(refusal(stream.ended())).hasMessage("pods \"none\" not found");
    }

    @Test
    default void the_log_of_a_pod_that_no_node_has_is_empty() {
        Pod waiting = cluster().talker("p");
        waiting.getSpec().setSchedulerName("nobody");
        await(port().create(ObjectKind.PODS, namespace(), waiting));
        List<String> lines = new CopyOnWriteArrayList<>();

        await(logs("p", true, 0, lines).ended());

        assertThat(lines).isEmpty();
    }

    private List<String> tail(int lines) {
        List<String> told = new CopyOnWriteArrayList<>();
        await(logs("p", false, lines, told).ended());
        return told;
    }

    private Stream logs(String pod, boolean follow, int tailLines, List<String> lines) {
        return port().logs(namespace(), pod, new LogQuery(ContractCluster.CONTAINER, follow, tailLines), lines::add);
    }
}
