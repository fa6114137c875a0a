package dev.bellows.k8s.internal.perform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.internal.admit.Pressure;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.scripted.Problems;
import dev.bellows.k8s.scripted.ScriptedCluster;
import dev.bellows.k8s.scripted.ScriptedLogs;
import dev.bellows.k8s.scripted.ScriptedWorld;
import dev.bellows.k8s.scripted.VirtualTime;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RetryingClusterTest {
    private final VirtualTime time = new VirtualTime();
    private final ScriptedWorld world = new ScriptedWorld(time);
    private final ScriptedCluster cluster = new ScriptedCluster(time, world, new ScriptedLogs());
    private final RetryingCluster retrying = new RetryingCluster(cluster, time, new Pressure());

    private CompletableFuture<Service> create() {
        return retrying.create(
                ObjectKind.SERVICES,
                "jobs",
                new ServiceBuilder()
                        .withNewMetadata()
                        .withName("a")
                        .endMetadata()
                        .build());
    }

    private int calls() {
        return cluster.calls().size();
    }

    private static ClusterException problem(CompletableFuture<?> failed) {
        return ClusterException.in(failed.handle((value, error) -> error).getNow(null));
    }

    @Test
    void a_call_that_is_done_is_made_once() {
        CompletableFuture<Service> made = create();
        time.advance(Duration.ofMinutes(5));
        assertThat(made).isCompleted();
        assertThat(calls()).isOne();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void what_may_pass_is_tried_again_with_growing_pauses() {
        cluster.refuse("create services", 4, Problems.unavailable());
        CompletableFuture<Service> made = create();
        time.advance(Duration.ofSeconds(10));
        assertThat(made).isCompleted();
        assertThat(calls()).isEqualTo(5);
    }

    @Test
    void what_does_not_pass_is_told_at_once() {
        cluster.refuse("create services", 1, Problems.forbidden());
        CompletableFuture<Service> made = create();
        time.advance(Duration.ofMillis(2));
        assertThat(problem(made).code()).isEqualTo(403);
        assertThat(calls()).isOne();
    }

    @Test
    void a_token_may_be_renewed_once_whatever_went_wrong_before() {
        cluster.refuse("create services", 1, Problems.unavailable());
        cluster.refuse("create services", 1, Problems.unauthorized());
        CompletableFuture<Service> made = create();
        time.advance(Duration.ofSeconds(10));
        assertThat(made).isCompleted();
        assertThat(calls()).isEqualTo(3);
    }

    @Test
    void a_trouble_that_stays_is_told_after_half_a_minute() {
        cluster.refuse("create services", 1000, Problems.unavailable());
        CompletableFuture<Service> made = create();
        time.advance(Duration.ofSeconds(31));
        assertThat(problem(made).code()).isEqualTo(503);
        assertThat(calls()).isBetween(5, 25);
    }

    @Test
    void calls_that_fail_together_rest_together() {
        cluster.refuse("create services", 1000, Problems.unavailable());
        for (int i = 0; i < 10; i++) {
            create();
        }
        time.advance(Duration.ofMinutes(1));
        assertThat(calls()).isLessThan(120);
    }

    @Test
    void a_call_that_is_answered_ends_the_rest() {
        cluster.refuse("create services", 20, Problems.unavailable());
        create();
        time.advance(Duration.ofSeconds(31));
        cluster.heal();
        create();
        time.advance(Duration.ofSeconds(1));
        cluster.refuse("create services", 1, Problems.unavailable());
        CompletableFuture<Service> made = create();
        time.advance(Duration.ofSeconds(1));
        assertThat(made).isDone();
    }

    @Test
    void a_call_without_an_answer_is_given_up_after_ten_seconds() {
        cluster.hang("create services", 1);
        CompletableFuture<Service> made = create();
        time.advance(Duration.ofMillis(9_900));
        assertThat(calls()).isOne();
        time.advance(Duration.ofSeconds(1));
        assertThat(calls()).isEqualTo(2);
        assertThat(made).isCompleted();
    }

    @Test
    void the_pause_that_was_asked_for_is_kept() {
        cluster.refuse("create services", 1, Problems.tooMany(5));
        create();
        time.advance(Duration.ofMillis(4_900));
        assertThat(calls()).isOne();
        time.advance(Duration.ofMillis(200));
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void a_pause_longer_than_our_patience_is_not_waited_for() {
        cluster.refuse("create services", 1, Problems.tooMany(3600));
        CompletableFuture<Service> made = create();
        time.advance(Duration.ofSeconds(1));
        assertThat(problem(made).code()).isEqualTo(429);
    }

    @Test
    void a_create_that_was_done_without_an_answer_shows_as_a_conflict() {
        cluster.loseAnswer("create services", Problems.reset());
        CompletableFuture<Service> made = create();
        time.advance(Duration.ofSeconds(1));
        assertThat(problem(made).isConflict()).isTrue();
    }

    @Test
    void a_call_that_cannot_be_made_has_failed() {
        RetryingCluster broken = new RetryingCluster(
                (ClusterPort) java.lang.reflect.Proxy.newProxyInstance(
                        ClusterPort.class.getClassLoader(),
                        new Class<?>[] {ClusterPort.class},
                        (proxy, method, args) -> {
                            throw new IllegalArgumentException("no such address");
                        }),
                time,
                new Pressure());
        CompletableFuture<?> got = broken.get(ObjectKind.PODS, "jobs", "a");
        ClusterPort.Stream watch = broken.watch(ObjectKind.PODS, "jobs", "a=b", null, event -> {});
        ClusterPort.Stream logs = broken.logs("jobs", "a", new ClusterPort.LogQuery("c", true, 0), line -> {});
        for (CompletableFuture<?> failed : java.util.List.of(got, watch.opened(), watch.ended(), logs.ended())) {
            assertThat(problem(failed).getMessage()).isEqualTo("no such address");
            assertThat(problem(failed).isPassing()).isFalse();
        }
    }
}
