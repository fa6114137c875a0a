package dev.bellows.testkit.contract;

import dev.bellows.k8s.port.ClusterPort;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** A cluster that the contract is held against, and the ways around its port that the tests need. */
interface ContractCluster extends AutoCloseable {
    /** What the container of {@link #talker} prints. */
    List<String> LINES = List.of("one", "two", "three");

    /** The container of {@link #talker}. */
    String CONTAINER = "spark-kubernetes-driver";

    /** The port under test. */
    ClusterPort port();

    /** A further port to the same cluster. */
    ClusterPort open();

    void createNamespace(String name);

    void deleteNamespace(String name);

    /** A pod that prints {@link #LINES} and then waits for its end. */
    Pod talker(String name);

    /** A resource version that watches cannot start from any more. */
    String forgottenVersion();

    /** Lets time pass until a future is complete. */
    <T> T await(CompletableFuture<T> future);

    /** Lets time pass until something holds. */
    void until(String what, BooleanSupplier condition);

    @Override
    void close();
}
