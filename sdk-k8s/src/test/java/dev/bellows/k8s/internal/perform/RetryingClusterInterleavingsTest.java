package dev.bellows.k8s.internal.perform;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import dev.bellows.k8s.interleavings.InertCluster;
import dev.bellows.k8s.interleavings.Interleavings;
import dev.bellows.k8s.interleavings.TurnsByHand;
import dev.bellows.k8s.internal.admit.Pressure;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ObjectKind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("interleavings")
@Isolated
class RetryingClusterInterleavingsTest {
    private static final int AT_ONCE = 64;

    @Test
    void a_call_that_is_answered_while_it_is_given_up_has_one_end() {
        Interleavings.of(() -> {
            TurnsByHand time = new TurnsByHand();
            InertCluster cluster = new InertCluster();
            RetryingCluster retrying = new RetryingCluster(cluster, time, new Pressure());

            must(endsOfACall(retrying, cluster, time) == 1, "it has one end");
        });
    }

    @Test
    void a_call_that_is_answered_while_it_is_given_up_gives_its_place_back_once() {
        Interleavings.byChance(() -> {
            TurnsByHand time = new TurnsByHand();
            InertCluster cluster = new InertCluster();
            RetryingCluster retrying = new RetryingCluster(cluster, time, new Pressure());
            endsOfACall(retrying, cluster, time);

            for (int i = 0; i <= AT_ONCE; i++) {
                retrying.get(ObjectKind.PODS, "jobs", "a");
            }
            time.takeAll();

            must(
                    cluster.calls().size() == AT_ONCE,
                    "under way are " + cluster.calls().size());
        });
    }

    private static int endsOfACall(RetryingCluster retrying, InertCluster cluster, TurnsByHand time) {
        AtomicInteger ends = new AtomicInteger();
        retrying.get(ObjectKind.PODS, "jobs", "a").whenComplete((value, error) -> ends.incrementAndGet());
        CompletableFuture<?> answer = cluster.calls().remove();

        together(
                () -> answer.completeExceptionally(ClusterException.notFound("a")),
                () -> time.pass(Duration.ofSeconds(10)));

        time.pass(Duration.ofSeconds(5));
        cluster.calls().forEach(again -> again.completeExceptionally(ClusterException.notFound("a")));
        cluster.calls().clear();
        time.takeAll();
        return ends.get();
    }
}
