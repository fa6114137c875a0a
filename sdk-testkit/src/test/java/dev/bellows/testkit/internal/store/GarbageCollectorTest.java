package dev.bellows.testkit.internal.store;

import static dev.bellows.testkit.internal.store.ResourceType.CONFIG_MAPS;
import static dev.bellows.testkit.internal.store.ResourceType.NAMESPACES;
import static dev.bellows.testkit.internal.store.ResourceType.NODES;
import static dev.bellows.testkit.internal.store.ResourceType.PODS;
import static dev.bellows.testkit.internal.store.Samples.configMap;
import static dev.bellows.testkit.internal.store.Samples.ownedBy;
import static dev.bellows.testkit.internal.store.Samples.pod;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.testkit.internal.store.DeleteOptions.Propagation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class GarbageCollectorTest {

    private final ClusterStore store = new ClusterStore(InstantSource.fixed(Instant.EPOCH));

    @Test
    void a_whole_tree_goes_with_its_root() {
        ObjectNode root = create(configMap("root"));
        ObjectNode middle = create(ownedBy(configMap("middle"), root));
        create(ownedBy(configMap("leaf"), middle));
        store.delete(CONFIG_MAPS, "default", "root", DeleteOptions.DEFAULT);
        assertThat(names(CONFIG_MAPS)).isEmpty();
    }

    @Test
    void a_running_dependent_gets_time_to_stop_and_holds_a_foreground_deletion() {
        ObjectNode record = create(configMap("record"));
        store.create(PODS, "default", ownedBy(pod("driver"), record));
        store.bind("default", "driver", "node");
        DeleteOptions foreground = DeleteOptions.DEFAULT.withPropagation(Propagation.FOREGROUND);
        store.delete(CONFIG_MAPS, "default", "record", foreground);
        assertThat(Metadata.grace(store.get(PODS, "default", "driver"))).isEqualTo(30);
        assertThat(names(CONFIG_MAPS)).containsExactly("record");
        store.delete(PODS, "default", "driver", DeleteOptions.now());
        assertThat(names(CONFIG_MAPS)).isEmpty();
    }

    @Test
    void a_foreground_deletion_goes_down_the_tree_and_up_again() {
        ObjectNode record = create(configMap("record"));
        ObjectNode driver = store.create(PODS, "default", ownedBy(pod("driver"), record));
        store.create(PODS, "default", ownedBy(pod("executor"), driver));
        for (String name : List.of("driver", "executor")) {
            store.bind("default", name, "node");
        }
        DeleteOptions foreground = DeleteOptions.DEFAULT.withPropagation(Propagation.FOREGROUND);
        store.delete(CONFIG_MAPS, "default", "record", foreground);
        store.delete(PODS, "default", "driver", DeleteOptions.now());
        assertThat(names(PODS)).containsExactly("driver", "executor");
        store.delete(PODS, "default", "executor", DeleteOptions.now());
        assertThat(names(PODS)).isEmpty();
        assertThat(names(CONFIG_MAPS)).isEmpty();
    }

    @Test
    void another_object_of_the_same_name_is_no_owner() {
        ObjectNode first = create(configMap("owner"));
        store.delete(CONFIG_MAPS, "default", "owner", DeleteOptions.DEFAULT);
        create(configMap("owner"));
        create(ownedBy(configMap("child"), first));
        assertThat(names(CONFIG_MAPS)).containsExactly("owner");
    }

    @Test
    void an_owner_in_another_namespace_does_not_count() {
        store.create(NAMESPACES, null, configMap("other"));
        ObjectNode owner = store.create(CONFIG_MAPS, "other", configMap("owner"));
        create(ownedBy(configMap("child"), owner));
        assertThat(names(CONFIG_MAPS)).isEmpty();
    }

    @Test
    void an_owner_without_a_namespace_counts_everywhere() {
        ObjectNode node = store.create(NODES, null, configMap("node"));
        create(ownedBy(configMap("child"), node));
        assertThat(names(CONFIG_MAPS)).containsExactly("child");
        store.delete(NODES, null, "node", DeleteOptions.DEFAULT);
        assertThat(names(CONFIG_MAPS)).isEmpty();
    }

    @Test
    void an_owner_of_a_kind_that_is_not_served_counts_as_present() {
        ObjectNode child = configMap("child");
        child.withObject("/metadata")
                .putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "example.com/v1")
                .put("kind", "Workflow")
                .put("name", "w")
                .put("uid", "u");
        create(child);
        assertThat(names(CONFIG_MAPS)).containsExactly("child");
    }

    @Test
    void orphans_survive_and_later_writes_do_not_collect_them() {
        ObjectNode owner = create(configMap("owner"));
        create(ownedBy(configMap("child"), owner));
        DeleteOptions orphan = DeleteOptions.DEFAULT.withPropagation(Propagation.ORPHAN);
        store.delete(CONFIG_MAPS, "default", "owner", orphan);
        create(configMap("another"));
        assertThat(names(CONFIG_MAPS)).containsExactly("another", "child");
        assertThat(Metadata.owners(store.get(CONFIG_MAPS, "default", "child"))).isEmpty();
    }

    @Test
    void a_namespace_goes_when_its_last_pod_has_stopped() {
        store.create(NAMESPACES, null, configMap("jobs"));
        store.create(CONFIG_MAPS, "jobs", configMap("a"));
        store.create(PODS, "jobs", pod("p"));
        store.bind("jobs", "p", "node");
        store.delete(NAMESPACES, null, "jobs", DeleteOptions.DEFAULT);
        assertThat(store.list(CONFIG_MAPS, "jobs", Selectors.ALL).items()).isEmpty();
        assertThat(names(NAMESPACES)).contains("jobs");
        store.delete(PODS, "jobs", "p", DeleteOptions.now());
        assertThat(names(NAMESPACES)).doesNotContain("jobs");
    }

    private ObjectNode create(ObjectNode configMap) {
        return store.create(CONFIG_MAPS, "default", configMap);
    }

    private List<String> names(ResourceType type) {
        return store.list(type, type.namespaced() ? "default" : null, Selectors.ALL).items().stream()
                .map(Metadata::name)
                .toList();
    }
}
