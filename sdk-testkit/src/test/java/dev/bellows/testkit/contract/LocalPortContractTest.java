package dev.bellows.testkit.contract;

import dev.bellows.Patience;
import dev.bellows.k8s.internal.fabric8.Connection;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.testkit.LocalCluster;
import dev.bellows.testkit.SparkDistribution;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.deploy.SparkSubmit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The port over HTTP keeps the contract on a local cluster. */
@Timeout(Patience.TEST_SECONDS)
class LocalPortContractTest extends ClusterPortContract implements CredentialContract {
    private static Local cluster;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        Path classes = Path.of(SparkSubmit.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path classPath = Files.writeString(directory.resolve("cp"), classes + ":/spark-kubernetes_2.13-4.1.1.jar");
        cluster = new Local(LocalCluster.builder()
                .spark(SparkDistribution.ofClassPath(classPath))
                .workDirectory(directory.resolve("clusters"))
                .start());
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Override
    public ContractCluster cluster() {
        return cluster;
    }

    @Override
    public ClusterPort stranger(String token) {
        return cluster.open(token);
    }

    private static final class Local implements RealTime {
        private static final int HISTORY = 4_000;

        private final LocalCluster local;
        private final KubernetesClient client;
        private final ClusterPort port;

        Local(LocalCluster local) {
            this.local = local;
            this.client = new KubernetesClientBuilder()
                    .withConfig(new ConfigBuilder(Config.fromKubeconfig(local.kubeconfig()))
                            .withRequestTimeout(Math.toIntExact(Patience.LIMIT.toMillis()))
                            .build())
                    .build();
            this.port = open();
        }

        @Override
        public ClusterPort port() {
            return port;
        }

        @Override
        public ClusterPort open() {
            return open(local.token());
        }

        ClusterPort open(String token) {
            return Connection.open(
                            Optional.of(local.url().toString()), Optional.of(token), Optional.empty(), Optional.empty())
                    .cluster();
        }

        @Override
        public void createNamespace(String name) {
            local.namespace(name);
        }

        @Override
        public void deleteNamespace(String name) {
            client.namespaces().withName(name).delete();
        }

        @Override
        public Pod talker(String name) {
            return new PodBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .addToLabels(PortContract.LABEL, "kept")
                    .endMetadata()
                    .withNewSpec()
                    .withRestartPolicy("Never")
                    .addNewContainer()
                    .withName(CONTAINER)
                    .withImage("any/image:at-all")
                    .withArgs("driver", "local:///app.jar", "talk")
                    .endContainer()
                    .endSpec()
                    .build();
        }

        @Override
        public String forgottenVersion() {
            for (int i = 0; i <= HISTORY; i++) {
                local.namespace("later-" + i);
            }
            return "1";
        }

        @Override
        public void close() {
            port.close();
            client.close();
            local.close();
        }
    }
}
