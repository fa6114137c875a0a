package dev.bellows.k8s.internal.perform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.internal.admit.Pressure;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.PodRequest;
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
        return retrying.create(ObjectKind.SERVICES, "jobs", service("a").build());
    }

    private static ServiceBuilder service(String name) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("app", "x")
                .endMetadata();
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
        assertThat(cluster.givenUp()).containsExactly("create services");
    }

    @Test
    void a_pod_that_does_not_answer_is_given_up_after_ten_seconds() {
        cluster.hang("proxy pods", 1);
        CompletableFuture<String> asked = retrying.proxy("jobs", "a", 4040, PodRequest.get("/"));
        time.advance(Duration.ofSeconds(11));
        assertThat(problem(asked)).hasMessage("no answer within 10 s");
        assertThat(cluster.givenUp()).containsExactly("proxy pods");
    }

    /** Each page has ten seconds of its own, and the others are not asked for again when one fails. */
    @Test
    void a_list_of_many_pages_may_take_longer_than_one_call() {
        for (int i = 0; i < 12; i++) {
            world.create("services", "jobs", service("a" + i).build());
        }
        cluster.page(1);
        for (int i = 0; i < 14; i++) {
            cluster.delay("list services", Duration.ofSeconds(9));
        }
        cluster.hang("list services", 1);
        CompletableFuture<ClusterPort.Listing<Service>> list = retrying.list(ObjectKind.SERVICES, "jobs", "app=x");
        time.advance(Duration.ofSeconds(30));
        cluster.refuse("list services", 1, Problems.unavailable());
        time.advance(Duration.ofMinutes(3));
        assertThat(list).isCompleted();
        assertThat(list.join().items()).hasSize(12);
        assertThat(calls()).isEqualTo(14);
    }

    @Test
    void a_page_that_fails_for_too_long_fails_the_list() {
        cluster.refuse("list services", 1000, Problems.unavailable());
        CompletableFuture<ClusterPort.Listing<Service>> list = retrying.list(ObjectKind.SERVICES, "jobs", "app=x");
        time.advance(Duration.ofMinutes(1));
        assertThat(problem(list).code()).isEqualTo(503);
    }

    @Test
    void a_token_may_be_refused_for_two_seconds_whatever_came_before() {
        cluster.refuse("create services", 3, Problems.unavailable());
        cluster.refuse("create services", 1000, Problems.unauthorized());
        CompletableFuture<Service> made = create();
        time.advance(Duration.ofSeconds(2));
        cluster.heal();
        time.advance(Duration.ofSeconds(10));
        assertThat(made).isCompleted();
    }

    @Test
    void a_token_that_stays_refused_is_told_soon() {
        cluster.refuse("create services", 1000, Problems.unauthorized());
        CompletableFuture<Service> made = create();
        time.advance(Duration.ofSeconds(5));
        assertThat(problem(made).code()).isEqualTo(401);
        assertThat(calls()).isEqualTo(3);
    }

    @Test
    void who_has_more_patience_has_calls_tried_for_longer() {
        cluster.refuse("create services", 1000, Problems.unavailable());
        CompletableFuture<Service> made = retrying.within(Duration.ofMinutes(10))
                .create(ObjectKind.SERVICES, "jobs", service("a").build());
        time.advance(Duration.ofMinutes(9));
        assertThat(made).isNotDone();
        cluster.heal();
        time.advance(Duration.ofSeconds(10));
        assertThat(made).isCompleted();
    }

    @Test
    void who_has_more_patience_waits_as_long_as_was_asked_for() {
        cluster.refuse("create services", 1, Problems.tooMany(35));
        CompletableFuture<Service> made = retrying.within(Duration.ofMinutes(5))
                .create(ObjectKind.SERVICES, "jobs", service("a").build());
        time.advance(Duration.ofSeconds(34));
        assertThat(calls()).isOne();
        time.advance(Duration.ofSeconds(2));
        assertThat(made).isCompleted();
    }

    /** What is begun at the end of somebody's patience has the usual time: it may be what undoes all before. */
    @Test
    void no_patience_is_less_than_the_usual() {
        ClusterPort hasty = retrying.within(Duration.ofSeconds(1));
        time.advance(Duration.ofMinutes(1));
        cluster.refuse("create services", 4, Problems.unavailable());
        CompletableFuture<Service> made =
                hasty.create(ObjectKind.SERVICES, "jobs", service("a").build());
        time.advance(Duration.ofSeconds(20));
        assertThat(made).isCompleted();
        assertThat(retrying.within(Duration.ofSeconds(Long.MAX_VALUE))).isNotNull();
    }

    @Test
    void calls_beyond_what_can_wait_are_refused() {
        cluster.hang("create services", Integer.MAX_VALUE);
        CompletableFuture<Service> last = create();
        for (int i = 0; i < 64 + Gate.MOST_WAITING; i++) {
            last = create();
        }
        assertThat(problem(last).code()).isEqualTo(429);
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
