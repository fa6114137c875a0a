package dev.bellows.testkit.contract;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The whole contract, in a namespace of its own for each test. */
abstract class ClusterPortContract
        implements ObjectContract,
                PatchContract,
                WatchContract,
                DeletionContract,
                LogContract,
                ProxyContract,
                NamespaceContract,
                ReviewContract,
                QuotaContract,
                ConnectionContract {
    private final String namespace = "port-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void makes_a_namespace() {
        cluster().createNamespace(namespace);
    }

    @AfterEach
    void deletes_the_namespace() {
        cluster().deleteNamespace(namespace);
    }

    @Override
    public final String namespace() {
        return namespace;
    }
}
