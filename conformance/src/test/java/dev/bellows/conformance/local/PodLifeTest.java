package dev.bellows.conformance.local;

import static dev.bellows.conformance.SampleJobs.job;
import static dev.bellows.conformance.SampleJobs.newKey;
import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.LocalCluster;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What real executors do when the cluster has no room for them, or takes them away. */
@Tag("spark")
@Isolated
class PodLifeTest {
    @Test
    void an_executor_without_room_waits_and_a_deleted_driver_takes_every_process_along() {
        try (LocalCluster cluster = LocalCluster.builder().cpu(0.5).start();
                SparkKubernetes spark = cluster.connect();
                KubernetesClient client = clientOf(cluster)) {
            SparkRun run = submitSleep(spark, "no-room", "false");
            await(run.executorsRunning(1));

            Pod waiting = awaitPod(
                    client,
                    "MODIFIED",
                    pod -> !pod.getStatus().getConditions().isEmpty()
                            && "Unschedulable"
                                    .equals(pod.getStatus()
                                            .getConditions()
                                            .get(0)
                                            .getReason()));
            List<ProcessHandle> processes = ProcessHandle.current()
                    .children()
                    .filter(LocalClusterProcess::isPod)
                    .toList();
            client.pods().withLabel("spark-role", "driver").delete();

            assertThat(waiting.getStatus().getPhase()).isEqualTo("Pending");
            assertThat(waiting.getStatus().getConditions().get(0).getMessage())
                    .isEqualTo("0/1 nodes are available: 1 Insufficient cpu.");
            assertThat(processes).hasSize(2);
            processes.forEach(process -> await(process.onExit()));
            await(run.forget());
            assertThat(cluster.objects("default")).isEmpty();
        }
    }

    @Test
    void a_deleted_executor_decommissions_itself_and_is_replaced() {
        try (LocalCluster cluster = LocalCluster.start();
                SparkKubernetes spark = cluster.connect();
                KubernetesClient client = clientOf(cluster)) {
            SparkRun run = submitSleep(spark, "decommission", "true");
            awaitLine(run, "BlockManagerId(2, ");

            CompletableFuture<Pod> third = CompletableFuture.supplyAsync(
                    () -> awaitPod(client, "MODIFIED", pod -> isExecutor(pod, "3") && isRunning(pod)));
            CompletableFuture<Pod> second =
                    CompletableFuture.supplyAsync(() -> awaitPod(client, "DELETED", pod -> isExecutor(pod, "2")));
            client.pods().withLabel("spark-exec-id", "2").delete();

            ContainerStateTerminated end = await(second)
                    .getStatus()
                    .getContainerStatuses()
                    .get(0)
                    .getState()
                    .getTerminated();
            assertThat(end.getExitCode()).isZero();
            assertThat(await(third).getStatus().getPodIP()).startsWith("127.0.");
            await(run.cancel());
            await(run.forget());
        }
    }

    /** A process that has not registered yet dies of the signal that makes an executor decommission itself. */
    private static void awaitLine(SparkRun run, String text) {
        CompletableFuture<String> found = new CompletableFuture<>();
        CompletableFuture<Long> log = run.logs().follow(line -> {
            if (line.contains(text)) {
                found.complete(line);
            }
        });
        await(found);
        log.cancel(true);
    }

    private static SparkRun submitSleep(SparkKubernetes spark, String name, String decommission) {
        return spark.submit(
                job(name, SampleJobs.SLEEP, "600")
                        .conf("spark.decommission.enabled", decommission)
                        .build(),
                RunOptions.key(newKey()));
    }

    private static boolean isExecutor(Pod pod, String id) {
        return id.equals(pod.getMetadata().getLabels().get("spark-exec-id"));
    }

    private static boolean isRunning(Pod pod) {
        return "Running".equals(pod.getStatus().getPhase());
    }

    private static KubernetesClient clientOf(LocalCluster cluster) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
                .build();
    }

    /** The first executor pod that an event of this kind shows, also among those that exist already. */
    private static Pod awaitPod(KubernetesClient client, String action, Predicate<Pod> condition) {
        CompletableFuture<Pod> found = new CompletableFuture<>();
        Watcher<Pod> watcher = new Watcher<>() {
            @Override
            public void eventReceived(Action seen, Pod pod) {
                boolean kind = seen.name().equals(action) || (seen == Action.ADDED && action.equals("MODIFIED"));
                if (kind && condition.test(pod)) {
                    found.complete(pod);
                }
            }

            @Override
            public void onClose(WatcherException cause) {
                found.completeExceptionally(cause);
            }
        };
        Watch watch = client.pods().withLabel("spark-role", "executor").watch(watcher);
        try {
            return await(found);
        } finally {
            watch.close();
        }
    }
}
