package dev.bellows.conformance.local;

import dev.bellows.testkit.LocalCluster;
import dev.bellows.testkit.SparkDistribution;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A local cluster in a process of its own. */
final class LocalClusterProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final Path kubeconfig;
    private final KubernetesClient client;

    private LocalClusterProcess(Process process) throws IOException {
        this.process = process;
        this.kubeconfig = Path.of(process.inputReader(StandardCharsets.UTF_8).readLine());
        this.client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(kubeconfig)))
                .build();
    }

    static LocalClusterProcess start() throws IOException {
        return new LocalClusterProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + SparkDistribution.CLASS_PATH_PROPERTY + "="
                                + System.getProperty(SparkDistribution.CLASS_PATH_PROPERTY),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LocalCluster.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    KubernetesClient client() {
        return client;
    }

    /** The processes of its pods. */
    List<ProcessHandle> pods() {
        return process.descendants().filter(LocalClusterProcess::isPod).toList();
    }

    /** Whether a cluster's process is a pod's, and not the one that makes an archive of Spark's classes. */
    static boolean isPod(ProcessHandle process) {
        String command = commandOf(process);
        return !command.isEmpty() && !command.contains("-Xshare:dump");
    }

    /** The processes of its drivers. */
    List<ProcessHandle> drivers() {
        return process.descendants().filter(LocalClusterProcess::isDriver).toList();
    }

    /** What is left in the default namespace. */
    List<String> objects() {
        return Stream.of(
                        client.pods().list().getItems(),
                        client.services().list().getItems(),
                        client.configMaps().list().getItems())
                .flatMap(List::stream)
                .map(object -> object.getKind() + "/" + object.getMetadata().getName())
                .toList();
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() throws IOException {
        client.close();
        process.getOutputStream().close();
        process.onExit()
                .completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
    }

    private static boolean isDriver(ProcessHandle pod) {
        return commandOf(pod).contains("org.apache.spark.deploy.SparkSubmit");
    }

    /** The command of a process; empty if it has ended. */
    private static String commandOf(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException e) {
            return "";
        }
    }
}
