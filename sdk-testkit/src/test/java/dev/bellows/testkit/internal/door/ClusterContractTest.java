package dev.bellows.testkit.internal.door;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
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
        String kubeconfig = System.getenv(KUBECONFIG);
        assumeTrue(kubeconfig != null, "no real cluster: set " + KUBECONFIG + " to a kubeconfig to test against one");
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
