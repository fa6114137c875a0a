package dev.bellows.testkit.internal.door;

import dev.bellows.Need;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** A real cluster keeps the contract, so that it says what Kubernetes does. Works in namespaces of its own. */
@Tag("cluster")
class ClusterContractTest {

    private static final String KUBECONFIG = "BELLOWS_TEST_KUBECONFIG";

    private static KubernetesClient client;

    @BeforeAll
    static void connect() {
        String kubeconfig = Need.of(
                "cluster",
                Optional.ofNullable(System.getenv(KUBECONFIG)),
                KUBECONFIG + " does not name the kubeconfig of a Kubernetes");
        Config config = new ConfigBuilder(Config.fromKubeconfig(new File(kubeconfig)))
                .withRequestRetryBackoffLimit(0)
                .build();
        client = new KubernetesClientBuilder().withConfig(config).build();
    }

    @AfterAll
    static void disconnect() {
        if (client != null) {
            client.close();
        }
    }

    @Nested
    class Create extends CreateContract {
        @Override
        KubernetesClient client() {
            return client;
        }
    }

    @Nested
    class Change extends ChangeContract {
        @Override
        KubernetesClient client() {
            return client;
        }
    }

    @Nested
    class Read extends ReadContract {
        @Override
        KubernetesClient client() {
            return client;
        }
    }

    @Nested
    class Delete extends DeleteContract {
        @Override
        KubernetesClient client() {
            return client;
        }
    }
}
