package dev.bellows.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.testkit.internal.invariant.ApiInvariants;
import dev.bellows.testkit.internal.scripted.PodLife;
import dev.bellows.testkit.internal.scripted.PodLives;
import dev.bellows.testkit.internal.scripted.PodScript;
import dev.bellows.testkit.internal.scripted.ScriptedKubelet;
import dev.bellows.testkit.internal.simulation.SdkProcess;
import dev.bellows.testkit.internal.simulation.SimulatedApi;
import dev.bellows.testkit.internal.simulation.SimulatedPort;
import dev.bellows.testkit.internal.simulation.Trace;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.DeleteOptions;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.Selectors;
import dev.bellows.testkit.internal.virtual.ProcessTime;
import dev.bellows.testkit.internal.virtual.VirtualTime;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/** The port of the simulation keeps the contract. */
class SimulatedPortContractTest extends ClusterPortContract {
    private final Simulated cluster = new Simulated();

    @Override
    public ContractCluster cluster() {
        return cluster;
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private static final class Simulated implements ContractCluster {
        private static final long SEED = 7;
        private static final Duration PATIENCE = Duration.ofMinutes(5);

        private final VirtualTime time = new VirtualTime();
        private final ClusterStore store = new ClusterStore(time);
        private final SimulatedApi api = new SimulatedApi(
                store,
                time,
                new Trace(time),
                SEED,
                (step, fault) -> {},
                ApiInvariants.of(store, time, violation -> {}));
        private final ScriptedKubelet kubelet =
                new ScriptedKubelet(store, time, pod -> PodScript.EXECUTOR.prints(LINES), new Unheard(), SEED);
        private final ClusterPort port = open();

        Simulated() {
            api.outputs(kubelet);
        }

        @Override
        public ClusterPort port() {
            return port;
        }

        @Override
        public ClusterPort open() {
            ProcessTime own = new ProcessTime(time, SEED, error -> {
                throw new AssertionError(error);
            });
            return new SimulatedPort(api, new SdkProcess("sdk", own));
        }

        @Override
        public void createNamespace(String name) {
            ObjectNode namespace = JsonNodeFactory.instance.objectNode();
            namespace.putObject("metadata").put("name", name);
            store.create(ResourceType.NAMESPACES, null, namespace);
        }

        @Override
        public void deleteNamespace(String name) {
            if (store.list(ResourceType.NAMESPACES, null, Selectors.name(name))
                            .items()
                            .size()
                    == 1) {
                store.delete(ResourceType.NAMESPACES, null, name, DeleteOptions.DEFAULT);
            }
        }

        @Override
        public Pod talker(String name) {
            return new PodBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .addToLabels(PortContract.LABEL, "kept")
                    .endMetadata()
                    .withNewSpec()
                    .addNewContainer()
                    .withName(CONTAINER)
                    .withImage("any")
                    .endContainer()
                    .endSpec()
                    .build();
        }

        @Override
        public String forgottenVersion() {
            String version = store.resourceVersion();
            createNamespace("later");
            store.compact();
            return version;
        }

        @Override
        public <T> T await(CompletableFuture<T> future) {
            time.advanceUntil(future::isDone, PATIENCE);
            assertThat(future).as("a future within %s", PATIENCE).isDone();
            return future.join();
        }

        @Override
        public void until(String what, BooleanSupplier condition) {
            long end = time.nanos() + PATIENCE.toNanos();
            while (!condition.getAsBoolean()) {
                assertThat(time.nanos()).as(what).isLessThan(end);
                time.advance(Duration.ofMillis(10));
            }
        }

        @Override
        public void close() {
            kubelet.close();
            store.close();
        }
    }

    private static final class Unheard implements PodLives {
        @Override
        public void started(PodLife life) {}

        @Override
        public void ended(PodLife life) {}
    }
}
