package dev.bellows.testkit;

import static dev.bellows.testkit.StandInPods.clientOf;
import static dev.bellows.testkit.StandInPods.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellows.Patience;
import dev.bellows.job.Memory;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(Patience.TEST_SECONDS)
class LocalClusterTest {
    @TempDir
    Path directory;

    @Test
    void a_pod_runs_and_its_log_can_be_read() throws Exception {
        try (LocalCluster cluster = builder().start();
                KubernetesClient client = clientOf(cluster.kubeconfig())) {
            client.pods().resource(pod("a", "wait", "1").build()).create();
            client.pods().withName("a").waitUntilCondition(StandInPods::isRunning, Patience.SECONDS, TimeUnit.SECONDS);

            Patience.until(
                    "the pod waits", () -> client.pods().withName("a").getLog().contains("WAITING"));

            assertThat(cluster.objects("default")).containsExactly("Pod/a");
            assertThat(cluster.requests())
                    .anySatisfy(request -> assertThat(request.method()).isEqualTo("POST"))
                    .allSatisfy(request -> assertThat(request.status()).isLessThan(400));
            client.pods().withName("a").withGracePeriod(5000).delete();
            Patience.until("the pod is gone", () -> cluster.objects("default").isEmpty());
        }
    }

    @Test
    void a_pod_that_asks_for_too_much_stays_pending() throws Exception {
        try (LocalCluster cluster = builder()
                        .cpu(0.5)
                        .memory(Memory.gib(1))
                        .namespaces("etl")
                        .start();
                KubernetesClient client = clientOf(cluster.kubeconfig())) {
            client.pods()
                    .inNamespace("etl")
                    .resource(pod("a", "succeed", "1").build())
                    .create();

            Pod pending = client.pods()
                    .inNamespace("etl")
                    .withName("a")
                    .waitUntilCondition(
                            pod -> !pod.getStatus().getConditions().isEmpty(), Patience.SECONDS, TimeUnit.SECONDS);

            assertThat(pending.getStatus().getPhase()).isEqualTo("Pending");
            assertThat(pending.getStatus().getConditions().get(0).getReason()).isEqualTo("Unschedulable");
        }
    }

    @Test
    void fewer_gpus_than_none_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalCluster.builder().gpus(-1))
                .withMessage("gpus: -1 (expected: >= 0)");
    }

    @Test
    void two_clusters_run_side_by_side() throws Exception {
        try (LocalCluster one = builder().start();
                LocalCluster two = builder().start()) {
            assertThat(addressOfPod(one)).startsWith("127.0.").isNotEqualTo(addressOfPod(two));
        }
    }

    @Test
    void only_users_that_were_named_have_tokens() throws Exception {
        try (LocalCluster cluster = builder().users("other").start()) {
            assertThat(cluster.token("other")).isNotEqualTo(cluster.token());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cluster.token("nobody"))
                    .withMessageContaining("nobody");
        }
    }

    @Test
    void no_process_outlives_a_cluster_that_is_killed() throws Exception {
        Process cluster = startStandAlone();
        try (BufferedReader output = cluster.inputReader();
                KubernetesClient client = clientOf(Files.readString(Path.of(output.readLine())))) {
            client.pods().resource(pod("a", "linger", "1").build()).create();
            client.pods().withName("a").waitUntilCondition(StandInPods::isRunning, Patience.SECONDS, TimeUnit.SECONDS);
            Patience.until(
                    "the pod waits", () -> client.pods().withName("a").getLog().contains("WAITING"));
            List<ProcessHandle> processes = cluster.children().toList();
            assertThat(processes).hasSize(1);

            cluster.destroyForcibly();

            Patience.end(processes.get(0));
        } finally {
            cluster.destroyForcibly();
        }
    }

    @Test
    void a_cluster_of_its_own_process_ends_with_its_input() throws Exception {
        Process cluster = startStandAlone();
        try (BufferedReader output = cluster.inputReader()) {
            Path kubeconfig = Path.of(output.readLine());
            assertThat(kubeconfig).exists();

            cluster.getOutputStream().close();

            Patience.end(cluster.toHandle());
            assertThat(cluster.exitValue()).isZero();
            assertThat(kubeconfig.getParent()).doesNotExist();
        } finally {
            cluster.destroyForcibly();
        }
    }

    private static String addressOfPod(LocalCluster cluster) {
        try (KubernetesClient client = clientOf(cluster.kubeconfig())) {
            client.pods().resource(pod("a", "wait", "1").build()).create();
            return client.pods()
                    .withName("a")
                    .waitUntilCondition(StandInPods::isRunning, Patience.SECONDS, TimeUnit.SECONDS)
                    .getStatus()
                    .getPodIP();
        }
    }

    private Process startStandAlone() throws IOException, URISyntaxException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("clusters")),
                        "-D" + SparkDistribution.CLASS_PATH_PROPERTY + "=" + StandInPods.classPathFile(directory),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LocalCluster.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private LocalClusterBuilder builder() throws IOException, URISyntaxException {
        return StandInPods.cluster(directory);
    }
}
