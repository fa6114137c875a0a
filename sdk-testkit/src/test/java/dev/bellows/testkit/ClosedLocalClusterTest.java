package dev.bellows.testkit;

import static dev.bellows.testkit.StandInPods.clientOf;
import static dev.bellows.testkit.StandInPods.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Patience;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it looks at all threads and processes of the JVM")
class ClosedLocalClusterTest {
    @TempDir
    Path directory;

    @Test
    void nothing_is_left_after_close() throws Exception {
        LocalCluster cluster = StandInPods.cluster(directory).start();
        try (KubernetesClient client = clientOf(cluster.kubeconfig())) {
            client.pods().resource(pod("a", "linger", "1").build()).create();
            client.pods().withName("a").waitUntilCondition(StandInPods::isRunning, Patience.SECONDS, TimeUnit.SECONDS);
        }
        List<ProcessHandle> processes = ProcessHandle.current().children().toList();
        assertThat(processes).isNotEmpty();

        cluster.close();
        cluster.close();

        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(directory.resolve("clusters")).isEmptyDirectory();
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("bellows")
                        || thread.getName().startsWith("vert.x"))
                .toList();
        for (Thread thread : threads) {
            // What was told to end may need a moment.
            Patience.end(thread);
        }
        assertThat(threads).noneMatch(Thread::isAlive);
    }
}
