package dev.bellows.testkit.internal.door;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The store keeps the contract. */
class StoreContractTest extends ApiContract {

    private static RunningDoor door;

    @BeforeAll
    static void open() {
        door = RunningDoor.open();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Override
    KubernetesClient client() {
        return door.client();
    }
}
