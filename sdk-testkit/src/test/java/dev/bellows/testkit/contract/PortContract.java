package dev.bellows.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.concurrent.CompletableFuture;

/** What all parts of the contract work with: a cluster, and a namespace of this test alone. */
interface PortContract {
    String LABEL = "contract";
    String SELECTOR = LABEL + "=kept";
    String HOLD = "example.com/hold";

    ContractCluster cluster();

    String namespace();

    default ClusterPort port() {
        return cluster().port();
    }

    default <T> T await(CompletableFuture<T> future) {
        return cluster().await(future);
    }

    /** What a call is refused with. */
    default ClusterException refusal(CompletableFuture<?> call) {
        Throwable error = await(call.handle((value, thrown) -> thrown));
        assertThat(error).as("the refusal").isNotNull();
        return ClusterException.in(error);
    }

    default ConfigMap create(ConfigMap map) {
        return await(port().create(ObjectKind.CONFIG_MAPS, namespace(), map));
    }

    default ConfigMap created(String name) {
        return create(map(name).build());
    }

    default boolean exists(ObjectKind<?> kind, String name) {
        return await(port().get(kind, namespace(), name).handle((found, error) -> error == null));
    }

    default <T extends HasMetadata> T patched(ObjectKind<T> kind, String name, String patch) {
        return await(port().patch(kind, namespace(), name, json(patch)));
    }

    /** Takes what holds an object from it. */
    default void release(ObjectKind<?> kind, String name) {
        patched(kind, name, "{'metadata': {'finalizers': null}}");
    }

    /** A ConfigMap that {@link #SELECTOR} finds. */
    static ConfigMapBuilder map(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels(LABEL, "kept")
                .endMetadata();
    }

    /** A ConfigMap that another one owns. */
    static ConfigMapBuilder dependent(String name, ConfigMap owner) {
        return map(name).editMetadata().addToOwnerReferences(owner(owner)).endMetadata();
    }

    static OwnerReference owner(ConfigMap owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }

    /** JSON, with single quotes for double ones. */
    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
