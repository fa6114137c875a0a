package dev.bellows.testkit.internal.store;

import static dev.bellows.testkit.internal.store.ResourceType.CONFIG_MAPS;
import static dev.bellows.testkit.internal.store.ResourceType.NODES;
import static dev.bellows.testkit.internal.store.ResourceType.PODS;
import static dev.bellows.testkit.internal.store.Samples.configMap;
import static dev.bellows.testkit.internal.store.Samples.object;
import static dev.bellows.testkit.internal.store.Samples.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterStoreTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private Instant now = START;
    private final ClusterStore store = new ClusterStore(() -> now);

    @Test
    void times_come_from_the_clock() {
        ObjectNode created = store.create(PODS, "default", pod("p"));
        assertThat(Metadata.text(created, "creationTimestamp")).isEqualTo("2026-03-01T10:00:00Z");
        store.bind("default", "p", "node");
        now = START.plusSeconds(60);
        ObjectNode deleted = store.delete(PODS, "default", "p", DeleteOptions.DEFAULT);
        assertThat(Metadata.text(deleted, "deletionTimestamp")).isEqualTo("2026-03-01T10:01:30Z");
    }

    @Test
    void equal_seeds_give_equal_identities() {
        ClusterStore other = new ClusterStore(InstantSource.fixed(START));
        ObjectNode here = store.create(PODS, "default", pod("p"));
        ObjectNode there = other.create(PODS, "default", pod("p"));
        assertThat(here).isEqualTo(there);
        ClusterStore third = new ClusterStore(InstantSource.fixed(START), new StoreOptions(10, 2));
        assertThat(Metadata.uid(third.create(PODS, "default", pod("p")))).isNotEqualTo(Metadata.uid(here));
    }

    @Test
    void returned_objects_are_copies() {
        store.create(PODS, "default", pod("p")).put("kind", "changed");
        store.get(PODS, "default", "p").put("kind", "changed");
        store.list(PODS, "default", Selectors.ALL).items().get(0).put("kind", "changed");
        assertThat(store.get(PODS, "default", "p").path("kind").asText()).isEqualTo("Pod");
    }

    @Test
    void a_scheduled_pod_stays_until_its_kubelet_lets_it_go() {
        store.create(PODS, "default", pod("p"));
        store.bind("default", "p", "node");
        ObjectNode marked = store.delete(PODS, "default", "p", DeleteOptions.DEFAULT);
        assertThat(Metadata.grace(marked)).isEqualTo(30);
        assertThat(store.delete(PODS, "default", "p", DeleteOptions.DEFAULT)).isEqualTo(marked);
        assertThat(Metadata.grace(store.delete(PODS, "default", "p", DeleteOptions.DEFAULT.withGrace(5))))
                .isEqualTo(5);
        store.delete(PODS, "default", "p", DeleteOptions.now());
        assertThatThrownBy(() -> store.get(PODS, "default", "p"))
                .isInstanceOfSatisfying(
                        ApiException.class, gone -> assertThat(gone.code()).isEqualTo(404));
    }

    @Test
    void a_finished_pod_goes_at_once() {
        store.create(PODS, "default", pod("p"));
        store.bind("default", "p", "node");
        Patch finished = Patch.merge(object("{'status':{'phase':'Succeeded'}}"));
        store.patch(PODS, "default", "p", finished, Subresource.STATUS);
        store.delete(PODS, "default", "p", DeleteOptions.DEFAULT);
        assertThat(store.list(PODS, "default", Selectors.ALL).items()).isEmpty();
    }

    @Test
    void a_pod_that_is_going_is_not_bound() {
        ObjectNode held = pod("p");
        held.withObject("/metadata").putArray("finalizers").add("example.com/hold");
        store.create(PODS, "default", held);
        store.delete(PODS, "default", "p", DeleteOptions.DEFAULT);
        assertThatThrownBy(() -> store.bind("default", "p", "node")).hasMessageContaining("is being deleted");
    }

    @Test
    void a_node_keeps_the_status_it_registers_with() {
        ObjectNode node = object("{'metadata':{'name':'n'},'status':{'capacity':{'cpu':'4'}}}");
        store.create(NODES, null, node);
        assertThat(store.get(NODES, null, "n").at("/status/capacity/cpu").asText())
                .isEqualTo("4");
    }

    @Test
    void a_deletion_that_stops_half_way_still_tells_what_it_did() {
        ObjectNode first = store.create(CONFIG_MAPS, "default", configMap("a"));
        store.create(CONFIG_MAPS, "default", configMap("b"));
        AtomicInteger events = new AtomicInteger();
        store.watch(CONFIG_MAPS, "default", Selectors.ALL, store.resourceVersion(), e -> events.incrementAndGet());
        DeleteOptions onlyFirst = DeleteOptions.DEFAULT.withUid(Metadata.uid(first));
        assertThatThrownBy(() -> store.deleteCollection(CONFIG_MAPS, "default", Selectors.ALL, onlyFirst))
                .isInstanceOf(ApiException.class);
        assertThat(events).hasValue(1);
    }

    @Test
    void of_many_writers_with_one_version_one_wins() {
        String version = Metadata.version(store.create(CONFIG_MAPS, "default", configMap("a")));
        AtomicInteger won = new AtomicInteger();
        CompletableFuture<?>[] writers = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    ObjectNode change =
                            object("{'metadata':{'resourceVersion':'" + version + "'},'data':{'k':'" + i + "'}}");
                    try {
                        store.patch(CONFIG_MAPS, "default", "a", Patch.merge(change), Subresource.NONE);
                        won.incrementAndGet();
                    } catch (ApiException e) {
                        assertThat(e.reason()).isEqualTo("Conflict");
                    }
                }))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(writers).join();
        assertThat(won).hasValue(1);
    }

    @Test
    void pages_show_one_version_whatever_happens_between_them() {
        for (String name : List.of("a", "b", "c", "d")) {
            store.create(CONFIG_MAPS, "default", configMap(name));
        }
        ObjectList first = store.list(CONFIG_MAPS, "default", Selectors.ALL, new Page(2, null));
        assertThat(first.remaining()).isEqualTo(2);
        store.delete(CONFIG_MAPS, "default", "c", DeleteOptions.DEFAULT);
        store.patch(CONFIG_MAPS, "default", "d", Patch.merge(object("{'data':{'k':'v'}}")), Subresource.NONE);
        store.create(CONFIG_MAPS, "default", configMap("bb"));
        ObjectList second = store.list(CONFIG_MAPS, "default", Selectors.ALL, new Page(2, first.continueToken()));
        assertThat(second.items()).extracting(Metadata::name).containsExactly("c", "d");
        assertThat(second.items().get(1).has("data")).isFalse();
        assertThat(second.resourceVersion()).isEqualTo(first.resourceVersion());
    }
}
