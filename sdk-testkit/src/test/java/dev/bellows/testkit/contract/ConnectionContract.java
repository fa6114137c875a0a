package dev.bellows.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Patience;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Calls wait for nobody, and a connection has an end. */
interface ConnectionContract extends PortContract {
    int AT_ONCE = 40;

    @Test
    default void the_servers_time_is_known_once_it_has_answered() {
        try (ClusterPort fresh = cluster().open()) {
            assertThat(fresh.serverTime()).isEmpty();

            await(fresh.list(ObjectKind.CONFIG_MAPS, namespace(), SELECTOR));
            Instant before = fresh.serverTime().orElseThrow();
            Instant made = Instant.parse(created("a").getMetadata().getCreationTimestamp());

            assertThat(Duration.between(before, made)).isBetween(Duration.ofSeconds(-1), Patience.LIMIT);
            assertThat(before).isEqualTo(before.truncatedTo(ChronoUnit.SECONDS));
        }
    }

    @Test
    default void a_refusal_tells_the_servers_time_too() {
        try (ClusterPort fresh = cluster().open()) {
            assertThat(refusal(fresh.get(ObjectKind.PODS, namespace(), "none")).isNotFound())
                    .isTrue();
            assertThat(fresh.serverTime()).isPresent();
        }
    }

    @Test
    default void calls_are_under_way_side_by_side_and_lead_to_others() {
        List<CompletableFuture<ConfigMap>> read = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> port().create(
                                ObjectKind.CONFIG_MAPS,
                                namespace(),
                                PortContract.map("a" + i).build())
                        .thenCompose(made -> port().get(ObjectKind.CONFIG_MAPS, namespace(), "a" + i)))
                .toList();

        assertThat(read)
                .allSatisfy(
                        each -> assertThat(await(each).getMetadata().getUid()).isNotEmpty());
        assertThat(await(port().list(ObjectKind.CONFIG_MAP_METADATA, namespace(), SELECTOR))
                        .items())
                .hasSize(AT_ONCE);
    }

    @Test
    default void a_closed_connection_has_no_open_streams() {
        ClusterPort fresh = cluster().open();
        ClusterPort.Stream watch = fresh.watch(ObjectKind.CONFIG_MAPS, namespace(), SELECTOR, null, event -> {});
        await(watch.opened());

        fresh.close();

        await(watch.ended().handle((nothing, error) -> true));
    }
}
