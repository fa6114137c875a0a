package dev.bellows.k8s.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.scripted.Problems;
import dev.bellows.k8s.scripted.ScriptedCluster;
import dev.bellows.k8s.scripted.ScriptedLogs;
import dev.bellows.k8s.scripted.ScriptedWorld;
import dev.bellows.k8s.scripted.VirtualTime;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchLoopTest {
    private final VirtualTime time = new VirtualTime();
    private final ScriptedWorld world = new ScriptedWorld(time);
    private final ScriptedCluster cluster = new ScriptedCluster(time, world, new ScriptedLogs());
    private final List<String> told = new ArrayList<>();
    private final WatchLoop<Service> loop =
            new WatchLoop<>(cluster, time, ObjectKind.SERVICES, "jobs", "app=x", new Told());

    private final class Told implements ObjectListener<Service> {
        @Override
        public Remembered seen(Service object) {
            told.add("+" + object.getMetadata().getName());
            return remembered(
                    object.getMetadata().getUid(), object.getMetadata().getName());
        }

        @Override
        public void gone(Service last) {
            told.add("-" + last.getMetadata().getName());
        }

        @Override
        public void missed(Remembered last) {
            told.add("-" + last.run());
        }

        @Override
        public void refused(ClusterException problem) {
            told.add("refused " + problem.code());
        }

        @Override
        public void renewed() {
            told.add("renewed");
        }
    }

    private static Remembered remembered(String uid, String run) {
        return new Remembered(uid, run, new Signal.RecordGone(uid));
    }

    @AfterEach
    void no_task_failed() {
        assertThat(time.failures()).isEmpty();
    }

    private void create(String name) {
        createUnseen(name);
        pass(1);
    }

    private void delete(String name) {
        world.delete("services", "jobs", name, DeleteMode.BACKGROUND);
        pass(1);
    }

    private void pass(long seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    private long lists() {
        return cluster.calls().stream().filter("list services"::equals).count();
    }

    @Test
    void what_exists_is_told_and_then_what_changes() {
        create("a");
        loop.begin();
        pass(1);
        create("b");
        delete("a");
        assertThat(told).containsExactly("+a", "+b", "-a");
    }

    private void createUnseen(String name) {
        world.create("services", "jobs", service(name));
    }

    private static Service service(String name) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .withUid("uid-" + name)
                .withResourceVersion("1")
                .addToLabels("app", "x")
                .endMetadata()
                .build();
    }

    /** Things happen, and the watch tells each of them. */
    private void live(int minutes) {
        for (int i = 0; i < minutes; i++) {
            createUnseen("life-" + time.nanoTime());
            pass(60);
        }
        told.removeIf(line -> line.startsWith("+life-"));
    }

    private long gets() {
        return cluster.calls().stream().filter("get services"::equals).count();
    }

    @Test
    void what_a_watch_has_missed_that_is_well_is_found_within_five_minutes() {
        loop.begin();
        create("a");
        create("b");
        cluster.silence();
        createUnseen("c");
        delete("a");
        world.edit(
                "services",
                "jobs",
                "b",
                Service.class,
                service -> service.getMetadata().setLabels(null));
        createUnseen("d");
        delete("d");
        createUnseen("d");
        cluster.heal();
        live(5);

        assertThat(told).containsExactlyInAnyOrder("+a", "+b", "+c", "-a", "-b", "+d");
        assertThat(cluster.openWatches()).isOne();
        long before = gets();
        live(60);
        assertThat(gets()).as("nothing differs any more").isEqualTo(before);
        assertThat(lists()).isZero();
        assertThat(cluster.calls())
                .as("of an hour and five minutes")
                .filteredOn("list services metadata"::equals)
                .hasSizeBetween(13, 45);
    }

    @Test
    void an_object_that_was_made_anew_unseen_is_told_as_seen_and_gone() {
        loop.begin();
        create("a");
        cluster.silence();
        delete("a");
        createUnseen("a");
        cluster.heal();
        live(5);

        assertThat(told).containsExactly("+a", "+a", "-a");
    }

    @Test
    void where_much_was_missed_one_list_tells_it() {
        loop.begin();
        create("a");
        cluster.silence();
        for (int i = 0; i < 30; i++) {
            createUnseen("b" + i);
        }
        cluster.heal();
        live(5);

        assertThat(told).hasSizeGreaterThanOrEqualTo(32).contains("+b0", "+b29");
        assertThat(gets()).isZero();
        assertThat(lists()).isOne();
        assertThat(cluster.openWatches()).isOne();
    }

    @Test
    void what_the_watch_tells_while_it_is_compared_is_its_own_word() {
        loop.begin();
        create("a");
        cluster.delay("list services metadata", Duration.ofSeconds(50));
        live(2);
        createUnseen("b");
        delete("a");
        live(5);

        assertThat(told).containsExactly("+a", "+b", "-a");
        assertThat(gets()).isZero();
    }

    @Test
    void what_cannot_be_listed_is_compared_the_next_time() {
        loop.begin();
        create("a");
        cluster.silence();
        createUnseen("b");
        cluster.heal();
        cluster.refuse("list services metadata", 1, Problems.unavailable());
        live(10);

        assertThat(told).containsExactly("+a", "+b");
    }

    @Test
    void a_watch_that_ends_goes_on_from_the_last_version() {
        loop.begin();
        create("a");
        create("x");
        delete("x");
        cluster.endWatches();
        createUnseen("b");
        pass(5);
        assertThat(told).containsExactly("+a", "+x", "-x", "+b");
        assertThat(lists()).isZero();
    }

    @Test
    void a_first_watch_that_ends_before_anything_changed_is_mended_by_a_list() {
        // What is there at first comes in no order of versions: the end may have come in the middle.
        create("a");
        loop.begin();
        pass(1);
        cluster.endWatches();
        createUnseen("b");
        pass(5);
        assertThat(told).containsExactly("+a", "+a", "+b");
        assertThat(lists()).isOne();
    }

    @Test
    void an_expired_version_is_mended_by_a_list_that_tells_what_went() {
        loop.begin();
        create("a");
        create("b");
        cluster.silence();
        delete("a");
        world.forgetHistory();
        cluster.heal();
        cluster.endWatches();
        pass(5);
        assertThat(told).containsExactly("+a", "+b", "+b", "-a");
        assertThat(lists()).isOne();
        create("c");
        assertThat(told).endsWith("+c");
    }

    @Test
    void an_object_that_was_made_anew_under_its_name_is_told_as_gone_and_seen() {
        loop.begin();
        create("a");
        cluster.silence();
        delete("a");
        create("a");
        world.forgetHistory();
        cluster.heal();
        cluster.endWatches();
        pass(5);
        assertThat(told).containsExactly("+a", "+a", "-a");
    }

    @Test
    void a_list_that_fails_is_tried_again() {
        loop.begin();
        create("a");
        world.forgetHistory();
        cluster.refuse("list services", 3, Problems.unavailable());
        cluster.endWatches();
        pass(30);
        assertThat(lists()).isEqualTo(4);
        assertThat(cluster.openWatches()).isOne();
    }

    @Test
    void silence_of_ninety_seconds_renews_the_watch() {
        loop.begin();
        create("a");
        cluster.silence();
        create("b");
        pass(80);
        assertThat(cluster.calls()).filteredOn("watch services"::equals).hasSize(1);
        cluster.heal();
        pass(15);
        assertThat(cluster.calls()).filteredOn("watch services"::equals).hasSize(2);
        assertThat(told).containsExactly("+a", "renewed", "+a", "+b");
        assertThat(cluster.openWatches()).isOne();
    }

    @Test
    void a_watch_that_is_not_answered_is_opened_again() {
        create("a");
        cluster.hang("watch services", 1);
        loop.begin();
        pass(9);
        assertThat(told).isEmpty();
        pass(2);
        assertThat(told).containsExactly("renewed", "+a");
        assertThat(cluster.openWatches()).isOne();
    }

    @Test
    void what_a_silent_watch_has_missed_is_told_when_asked_for() {
        loop.begin();
        create("a");
        create("x");
        delete("x");
        cluster.silence();
        create("b");
        cluster.heal();
        time.execute(loop::catchUp);
        pass(1);
        assertThat(told).as("it told something lately").containsExactly("+a", "+x", "-x");
        pass(10);
        time.execute(loop::catchUp);
        pass(1);
        assertThat(told).containsExactly("+a", "+x", "-x", "+b");
        assertThat(lists()).isZero();
        assertThat(cluster.openWatches()).isOne();
    }

    @Test
    void a_first_watch_that_fell_silent_in_the_middle_is_mended_by_a_list_when_asked_for() {
        createUnseen("b");
        createUnseen("a");
        cluster.cutFirstBurst(1);
        loop.begin();
        pass(11);
        assertThat(told).containsExactly("+a");
        time.execute(loop::catchUp);
        pass(1);
        assertThat(told).containsExactly("+a", "+a", "+b");
        assertThat(cluster.openWatches()).isOne();
    }

    @Test
    void a_list_that_takes_its_time_is_not_asked_for_twice() {
        create("a");
        cluster.delay("list services", Duration.ofSeconds(60));
        loop.begin();
        loop.note(service("x"), remembered("uid-x", "x"));
        pass(12);
        time.execute(loop::catchUp);
        pass(60);
        assertThat(lists()).isOne();
        assertThat(cluster.openWatches()).isOne();
    }

    /** Of a list that is under way when the watch is closed, nothing is told. */
    @Test
    void a_list_that_is_answered_after_the_end_tells_nothing() {
        create("a");
        loop.note(service("x"), remembered("uid-x", "x"));
        cluster.delay("list services", Duration.ofSeconds(60));
        loop.begin();
        pass(1);
        loop.close();
        pass(100);
        assertThat(told).isEmpty();
        assertThat(cluster.openWatches()).isZero();
    }

    @Test
    void what_may_be_listed_and_not_watched_is_listed_again_and_again() {
        loop.begin();
        create("a");
        cluster.refuse("watch services", 1000, Problems.forbidden());
        cluster.endWatches();
        pass(120);
        createUnseen("b");
        pass(60);
        assertThat(told).contains("+b");
        int before = cluster.calls().size();
        pass(3600);
        assertThat(cluster.calls().size() - before).as("calls of an hour").isBetween(100, 400);
        world.delete("services", "jobs", "a", DeleteMode.BACKGROUND);
        pass(60);
        assertThat(told).contains("-a");
        cluster.heal();
        pass(60);
        assertThat(cluster.openWatches()).isOne();
    }

    @Test
    void a_watch_that_pauses_is_not_opened_twice() {
        cluster.refuse("watch services", 7, Problems.unavailable());
        loop.begin();
        pass(11);
        time.execute(loop::catchUp);
        pass(60);
        assertThat(cluster.openWatches()).isOne();
    }

    @Test
    void a_watch_that_is_refused_for_a_moment_tells_nothing_of_it() {
        cluster.refuse("watch services", 2, Problems.unauthorized());
        cluster.refuse("watch services", 2, Problems.forbidden());
        loop.begin();
        pass(10);
        create("a");
        assertThat(told).containsExactly("+a");
    }

    @Test
    void a_watch_that_is_refused_for_seconds_is_told_and_tried_on() {
        cluster.refuse("watch services", 10, Problems.forbidden());
        loop.begin();
        pass(3);
        assertThat(told).isEmpty();
        create("a");
        pass(300);
        assertThat(told).startsWith("refused 403").endsWith("+a");
    }

    @Test
    void a_closed_watch_tells_nothing_and_does_not_come_back() {
        loop.begin();
        create("a");
        loop.close();
        create("b");
        pass(1000);
        assertThat(told).containsExactly("+a");
        assertThat(cluster.openWatches()).isZero();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void a_watch_that_is_closed_while_it_pauses_stays_closed() {
        cluster.refuse("watch services", 100, Problems.unavailable());
        loop.begin();
        pass(3);
        loop.close();
        long before = cluster.calls().size();
        pass(100);
        assertThat(cluster.calls()).hasSize((int) before);
    }
}
