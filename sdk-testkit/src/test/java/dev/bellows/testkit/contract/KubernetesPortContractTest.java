package dev.bellows.testkit.contract;

import dev.bellows.Need;
import dev.bellows.Patience;
import dev.bellows.k8s.internal.fabric8.Connection;
import dev.bellows.k8s.port.ClusterPort;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** A real Kubernetes keeps the contract, so that it says what Kubernetes does. */
@Tag("cluster")
@Timeout(Patience.TEST_SECONDS)
class KubernetesPortContractTest extends ClusterPortContract implements CredentialContract {
    private static final String KUBECONFIG = "BELLOWS_TEST_KUBECONFIG";

    private static Kubernetes cluster;

    @BeforeAll
    static void connect() throws IOException {
        String kubeconfig = Need.of(
                "cluster",
                Optional.ofNullable(System.getenv(KUBECONFIG)),
                KUBECONFIG + " does not name the kubeconfig of a Kubernetes");
        cluster = new Kubernetes(Files.readString(Path.of(kubeconfig)));
    }

    @AfterAll
    static void disconnect() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Override
    public ContractCluster cluster() {
        return cluster;
    }

    @Override
    public ClusterPort stranger(String token) {
        return cluster.open(token);
    }

    private static final class Kubernetes implements RealTime {
        private final String kubeconfig;
        private final KubernetesClient admin;
        private final ClusterPort port;

        Kubernetes(String kubeconfig) {
            this.kubeconfig = kubeconfig;
            this.admin = new KubernetesClientBuilder()
                    .withConfig(Config.fromKubeconfig(kubeconfig))
                    .build();
            this.port = open();
        }

        @Override
        public ClusterPort port() {
            return port;
        }

        @Override
        public ClusterPort open() {
            return Connection.open(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(kubeconfig))
                    .cluster();
        }

        ClusterPort open(String token) {
            String authority = new String(
                    Base64.getDecoder().decode(admin.getConfiguration().getCaCertData()), StandardCharsets.UTF_8);
            return Connection.open(
                            Optional.of(admin.getMasterUrl().toString()),
                            Optional.of(token),
                            Optional.of(authority),
                            Optional.empty())
                    .cluster();
        }

        @Override
        public void createNamespace(String name) {
            admin.namespaces()
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
            until(
                    "pods have an account",
                    () -> admin.serviceAccounts()
                                    .inNamespace(name)
                                    .withName("default")
                                    .get()
                            != null);
        }

        @Override
        public void deleteNamespace(String name) {
            admin.namespaces().withName(name).delete();
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
                    .withTerminationGracePeriodSeconds(2L)
                    .addNewContainer()
                    .withName(CONTAINER)
                    .withImage("localhost/spark:4.1.1")
                    .withCommand("sh", "-c", "printf '%s\\n' " + String.join(" ", LINES) + "; exec sleep 600")
                    .endContainer()
                    .endSpec()
                    .build();
        }

        /** The API server knows no change from before it started. */
        @Override
        public String forgottenVersion() {
            return "1";
        }

        @Override
        public void close() {
            port.close();
            admin.close();
        }
    }
}
