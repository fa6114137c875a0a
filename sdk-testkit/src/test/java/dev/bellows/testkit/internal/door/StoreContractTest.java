package dev.bellows.testkit.internal.door;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The store keeps the contract. */
class StoreContractTest {

    private static RunningDoor door;

    @BeforeAll
    static void open() {
        door = RunningDoor.open();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Nested
    class Create extends CreateContract {
        @Override
        KubernetesClient client() {
            return door.client();
        }
    }

    @Nested
    class Change extends ChangeContract {
        @Override
        KubernetesClient client() {
            return door.client();
        }
    }

    @Nested
    class Read extends ReadContract {
        @Override
        KubernetesClient client() {
            return door.client();
        }
    }

    @Nested
    class Delete extends DeleteContract {
        @Override
        KubernetesClient client() {
            return door.client();
        }
    }
}
