package dev.bellows.testkit.internal.store;

import static dev.bellows.testkit.internal.store.ResourceType.CONFIG_MAPS;
import static dev.bellows.testkit.internal.store.Samples.configMap;
import static dev.bellows.testkit.internal.store.Samples.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchTest {

    private final ClusterStore store = new ClusterStore(InstantSource.fixed(Instant.EPOCH), new StoreOptions(5, 1));
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    @Test
    void a_sink_may_change_the_store_and_still_sees_everything_in_order() {
        watch(null, event -> {
            record(event);
            if (event.type() == WatchEvent.Type.ADDED
                    && Metadata.name(event.object()).equals("a")) {
                create("b");
            }
        });
        watch(null, this::record);
        create("a");
        assertThat(seen).containsExactly("ADDED a", "ADDED a", "ADDED b", "ADDED b");
    }

    @Test
    void a_faulty_sink_does_not_harm_the_others() {
        watch(null, event -> {
            throw new IllegalStateException("on purpose");
        });
        watch(null, this::record);
        create("a");
        create("b");
        assertThat(seen).containsExactly("ADDED a", "ADDED b");
    }

    @Test
    void a_watch_goes_on_from_any_version_that_is_remembered() {
        create("a");
        String version = store.resourceVersion();
        create("b");
        store.delete(CONFIG_MAPS, "default", "a", DeleteOptions.DEFAULT);
        watch(version, this::record);
        assertThat(seen).containsExactly("ADDED b", "DELETED a");
    }

    @Test
    void a_watch_from_a_version_that_is_lost_gets_one_error() {
        String version = store.resourceVersion();
        for (int i = 0; i < 7; i++) {
            create("a" + i);
        }
        List<WatchEvent> events = new ArrayList<>();
        watch(version, events::add);
        create("late");
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(WatchEvent.Type.ERROR);
            assertThat(event.object().path("code").asInt()).isEqualTo(410);
        });
    }

    @Test
    void a_compacted_store_still_serves_the_present() {
        create("a");
        store.compact();
        watch(store.resourceVersion(), this::record);
        watch(null, this::record);
        assertThat(seen).containsExactly("ADDED a");
    }

    @Test
    void a_closed_watch_is_silent() {
        Subscription subscription = watch(null, this::record);
        subscription.close();
        create("a");
        assertThat(seen).isEmpty();
    }

    @Test
    void a_closed_store_ends_its_watches() {
        watch(null, this::record);
        store.close();
        create("a");
        assertThat(seen).isEmpty();
    }

    @Test
    void a_bookmark_comes_behind_what_happened_before_it() {
        Subscription subscription = watch(
                null,
                event -> seen.add(event.type() + " "
                        + event.object().at("/metadata/resourceVersion").asText()));
        create("a");
        String version = store.resourceVersion();
        subscription.bookmark();
        assertThat(seen).containsExactly("ADDED " + version, "BOOKMARK " + version);
    }

    @Test
    void writers_on_many_threads_are_seen_in_the_order_of_their_versions() {
        List<Long> versions = Collections.synchronizedList(new ArrayList<>());
        watch(null, event -> versions.add(Long.parseLong(Metadata.version(event.object()))));
        CompletableFuture<?>[] writers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> IntStream.range(0, 50).forEach(k -> create("w" + i + "-" + k))))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(writers).join();
        create("last");
        assertThat(versions).hasSize(401).isSorted();
    }

    @Test
    void only_the_chosen_namespace_is_watched() {
        store.create(ResourceType.NAMESPACES, null, configMap("other"));
        watch(null, this::record);
        store.create(CONFIG_MAPS, "other", configMap("a"));
        create("b");
        assertThat(seen).containsExactly("ADDED b");
    }

    @Test
    void an_object_that_leaves_the_selector_is_deleted_for_the_watch() {
        Selectors selectors = Selectors.labels("in=yes");
        store.watch(CONFIG_MAPS, "default", selectors, null, this::record);
        create("a");
        for (String label : List.of("'yes'", "'no'", "'yes'")) {
            Patch patch = Patch.merge(object("{'metadata':{'labels':{'in':" + label + "}}}"));
            store.patch(CONFIG_MAPS, "default", "a", patch, Subresource.NONE);
        }
        store.delete(CONFIG_MAPS, "default", "a", DeleteOptions.DEFAULT);
        assertThat(seen).containsExactly("ADDED a", "DELETED a", "ADDED a", "DELETED a");
    }

    private Subscription watch(String from, WatchSink sink) {
        return store.watch(CONFIG_MAPS, "default", Selectors.ALL, from, sink);
    }

    private void create(String name) {
        store.create(CONFIG_MAPS, "default", configMap(name));
    }

    private void record(WatchEvent event) {
        seen.add(event.type() + " " + Metadata.name(event.object()));
    }
}
