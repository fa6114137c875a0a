package dev.bellows.k8s.internal.perform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.scripted.Problems;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.run.Layout;
import dev.bellows.run.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExpiriesTest {
    private static final String UID = "0b7f7b0e-6a1c-4f5e-9f0a-3f1d5c9e8a77";

    @RegisterExtension
    final Scene scene = new Scene();

    private final Expiries expiries = new Expiries(scene.cluster, scene.time);

    private static byte[] run(int number) {
        return Expiry.text(new RunId("jobs", "daily", "k" + number));
    }

    private Expiry record(int number) {
        return expiries.record(run(number), Duration.ofSeconds(number), Layout.SPARK, UID);
    }

    private long deletes() {
        return scene.cluster.calls().stream()
                .filter(call -> call.startsWith("delete"))
                .count();
    }

    @Test
    void each_goes_when_its_time_has_come_and_one_timer_waits_for_all() {
        for (int number : new int[] {30, 10, 20}) {
            record(number);
        }
        assertThat(scene.time.waiting()).isEqualTo(1);
        scene.time.advance(Duration.ofMillis(9_999));
        assertThat(deletes()).isZero();
        scene.pass(1);
        assertThat(deletes()).isEqualTo(1);
        scene.pass(10);
        assertThat(deletes()).isEqualTo(2);
        scene.pass(10);
        assertThat(deletes()).isEqualTo(3);
        assertThat(expiries.count()).isZero();
        assertThat(scene.time.waiting()).isZero();
    }

    @Test
    void a_driver_is_deleted_by_its_uid_and_a_record_that_owns_nothing_after_its_driver() {
        expiries.driver(run(1), Duration.ZERO, 2, UID);
        scene.pass(1);
        assertThat(scene.cluster.calls()).containsExactly("delete pods");
        scene.cluster.calls().clear();
        expiries.record(run(1), Duration.ZERO, Layout.COMPACT, "another kind of UID");
        scene.pass(1);
        assertThat(scene.cluster.calls()).startsWith("get pods", "list pods");
    }

    @Test
    void a_uid_is_told_as_it_was_whatever_its_kind() {
        List<String> uids = List.of(UID, "uid-1", UID.toUpperCase(java.util.Locale.ROOT), "1-1-1-1-1", "");
        assertThat(uids)
                .allSatisfy(uid ->
                        assertThat(Expiry.driver(run(1), 1, 1, uid).uid()).isEqualTo(uid));
    }

    @Test
    void what_is_dropped_is_cleared_away_and_never_deleted() {
        List<Expiry> all = new ArrayList<>();
        for (int number = 1; number <= 1_000; number++) {
            all.add(record(number));
        }
        all.subList(0, 600).forEach(expiries::drop);
        all.subList(0, 600).forEach(expiries::drop);
        assertThat(expiries.count()).isLessThanOrEqualTo(500);
        scene.pass(601);
        assertThat(deletes()).isEqualTo(1);
        all.forEach(expiries::drop);
        assertThat(expiries.count()).isZero();
    }

    @Test
    void so_many_are_deleted_at_once_when_more_are_due() {
        scene.cluster.hang("delete configmaps", 32);
        for (int number = 0; number < 100; number++) {
            expiries.record(run(number), Duration.ZERO, Layout.SPARK, UID);
        }
        scene.pass(60);
        assertThat(deletes()).isEqualTo(32);
        assertThat(expiries.count()).isEqualTo(68);
    }

    @Test
    void one_that_cannot_be_deleted_keeps_no_other() {
        scene.cluster.refuse("delete configmaps", 40, Problems.forbidden());
        for (int number = 0; number < 100; number++) {
            expiries.record(run(number), Duration.ZERO, Layout.SPARK, UID);
        }
        scene.pass(60);
        assertThat(deletes()).isEqualTo(100);
        assertThat(expiries.count()).isZero();
    }

    @Test
    void one_that_stays_for_ever_is_waited_for_and_keeps_no_other() {
        expiries.record(run(0), Duration.ofSeconds(Long.MAX_VALUE), Layout.SPARK, UID);
        record(1);
        scene.pass(2);
        assertThat(deletes()).isEqualTo(1);
        assertThat(expiries.count()).isEqualTo(1);
    }
}
