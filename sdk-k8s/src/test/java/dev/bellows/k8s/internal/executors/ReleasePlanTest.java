package dev.bellows.k8s.internal.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.bellows.k8s.internal.executors.DriverReport.Job;
import dev.bellows.k8s.internal.executors.DriverReport.Line;
import dev.bellows.k8s.internal.executors.DriverReport.Share;
import dev.bellows.k8s.internal.executors.DriverReport.Stage;
import dev.bellows.k8s.internal.executors.DriverReport.StageTry;
import dev.bellows.k8s.internal.executors.PodSight.Phase;
import dev.bellows.run.DriverSilence;
import dev.bellows.run.DriverSilent;
import dev.bellows.run.KeepReason;
import dev.bellows.run.Release;
import dev.bellows.run.Scaling.Decision;
import dev.bellows.run.Scaling.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReleasePlanTest {
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final StageTry WRITER = new StageTry(0, 0);
    private static final Release IDLE = Release.idle(Duration.ofSeconds(10));

    private final Map<String, String> conf = new HashMap<>(
            Map.of("spark.dynamicAllocation.enabled", "true", "spark.dynamicAllocation.minExecutors", "1"));
    private final Map<Integer, Line> lines = new HashMap<>();
    private OptionalInt target = OptionalInt.of(1);
    private boolean working;

    ReleasePlanTest() {
        // The first runs a task, the second holds shuffle data, the third and the fourth nothing.
        lines.put(1, new Line(1, 1, 5, 0, 6, 0, 0));
        lines.put(2, new Line(1, 0, 5, 0, 5, 0, 4_096));
        lines.put(3, new Line(1, 0, 0, 0, 0, 0, 0));
        lines.put(4, new Line(1, 0, 0, 0, 0, 2, 0));
    }

    @Test
    void what_is_idle_and_empty_goes_and_the_rest_stays_with_a_reason() {
        working = true;

        assertThat(outcomes(IDLE)).containsExactly(Outcome.KEPT, Outcome.KEPT, Outcome.RELEASED, Outcome.RELEASED);
        assertThat(plan(IDLE).get(0).why()).contains("runs 1 task");
        assertThat(plan(IDLE).get(1).why()).contains("4 KiB of shuffle data that running work needs");
    }

    @Test
    void shuffle_data_that_nothing_needs_goes_only_if_that_is_said() {
        assertThat(outcomes(IDLE).get(1)).isEqualTo(Outcome.KEPT);
        assertThat(outcomes(IDLE.unusedShuffle(Duration.ofSeconds(20))).get(1)).isEqualTo(Outcome.RELEASED);
        assertThat(outcomes(IDLE.unusedShuffle(Duration.ofMinutes(20))).get(1)).isEqualTo(Outcome.KEPT);
    }

    @Test
    void who_ran_tasks_may_hold_empty_blocks_of_what_others_wrote() {
        lines.put(3, new Line(1, 0, 5, 0, 5, 0, 0));

        assertThat(outcomes(IDLE).get(2)).isEqualTo(Outcome.KEPT);
        assertThat(outcomes(IDLE.unusedShuffle(Duration.ZERO)).get(2)).isEqualTo(Outcome.RELEASED);
    }

    @Test
    void needed_shuffle_data_goes_only_to_where_it_can_live_on() {
        working = true;
        conf.put("spark.decommission.enabled", "true");
        conf.put("spark.storage.decommission.enabled", "true");
        assertThat(outcomes(Release.executors(2)).get(0)).isEqualTo(Outcome.RELEASED);
        assertThat(outcomes(Release.executors(1, 2, 3, 4)).get(1)).isEqualTo(Outcome.KEPT);

        conf.put("spark.storage.decommission.fallbackStorage.path", "s3a://acme/fallback/");
        assertThat(outcomes(Release.executors(1, 2, 3, 4)).get(1)).isEqualTo(Outcome.RELEASED);
    }

    @Test
    void spark_s_target_and_the_least_number_are_kept_to() {
        target = OptionalInt.of(3);
        assertThat(outcomes(IDLE))
                .containsExactly(Outcome.KEPT, Outcome.KEPT, Outcome.RELEASED, Outcome.WOULD_BE_REPLACED);

        target = OptionalInt.of(0);
        conf.put("spark.dynamicAllocation.minExecutors", "0");
        assertThat(outcomes(IDLE.keepAtLeast(3)))
                .containsExactly(Outcome.KEPT, Outcome.KEPT, Outcome.RELEASED, Outcome.KEPT);
    }

    @Test
    void the_last_one_stays_unless_none_need_stay() {
        lines.keySet().retainAll(Set.of(3));
        target = OptionalInt.of(0);
        conf.put("spark.dynamicAllocation.minExecutors", "0");

        assertThat(outcomes(IDLE)).containsExactly(Outcome.KEPT);
        assertThat(outcomes(IDLE.keepAtLeast(0))).containsExactly(Outcome.RELEASED);
    }

    @Test
    void of_a_fixed_number_each_would_be_replaced() {
        conf.clear();
        conf.put("spark.executor.instances", "4");

        assertThat(outcomes(IDLE.unusedShuffle(Duration.ZERO)))
                .containsExactly(
                        Outcome.KEPT, Outcome.WOULD_BE_REPLACED, Outcome.WOULD_BE_REPLACED, Outcome.WOULD_BE_REPLACED);
        assertThat(reading().executors().get(2).kept().reason()).isEqualTo(KeepReason.FIXED_COUNT);
    }

    @Test
    void nothing_goes_while_the_target_is_not_told() {
        target = OptionalInt.empty();

        assertThat(outcomes(IDLE)).doesNotContain(Outcome.RELEASED);
    }

    @Test
    void nothing_goes_while_the_driver_does_not_tell() {
        Reading silent = new Reading(
                START,
                pods(),
                Optional.empty(),
                Optional.of(new DriverSilent(DriverSilence.NOT_SPARK, "a page")),
                Sightings.NONE);

        assertThat(ReleasePlan.of(IDLE, silent))
                .hasSize(4)
                .allSatisfy(decision -> assertThat(decision.outcome()).isEqualTo(Outcome.KEPT))
                .allSatisfy(decision -> assertThat(decision.why()).contains("a page"));
    }

    @Test
    void who_has_just_become_idle_stays() {
        assertThat(outcomes(Release.idle(Duration.ofHours(1)))).containsOnly(Outcome.KEPT);
    }

    @Test
    void an_executor_that_does_not_exist_is_told() {
        assertThat(plan(Release.executors(-7, 99, 3)))
                .extracting(Decision::executor, Decision::outcome)
                .containsExactly(tuple(-7, Outcome.UNKNOWN), tuple(3, Outcome.RELEASED), tuple(99, Outcome.UNKNOWN));
    }

    @Test
    void numbers_that_make_no_sense_are_refused_before_anything_happens() {
        assertThatThrownBy(() -> IDLE.keepAtLeast(-1)).hasMessage("keepAtLeast: -1 (expected: >= 0)");
        assertThatThrownBy(() -> Release.idle(Duration.ZERO)).hasMessage("idleFor: PT0S (expected: >= PT1S)");
        assertThatThrownBy(() -> IDLE.unusedShuffle(Duration.ofSeconds(-1))).hasMessageContaining("unusedShuffle");
    }

    @Test
    void each_reason_for_staying_has_its_time() {
        conf.put("spark.dynamicAllocation.shuffleTracking.timeout", "30min");
        List<KeepReason> reasons = reading().executors().stream()
                .map(executor -> executor.kept().reason())
                .toList();

        assertThat(reasons)
                .containsExactly(
                        KeepReason.BUSY, KeepReason.UNUSED_SHUFFLE, KeepReason.IDLE_TIMEOUT, KeepReason.CACHED_BLOCKS);
        assertThat(reading().executors().get(1).kept().until()).hasValue(START.plus(Duration.ofMinutes(30)));
        assertThat(reading().executors().get(2).kept().until()).hasValue(START.plusSeconds(60));
        assertThat(reading().executors().get(3).kept().until()).isEmpty();
    }

    @Test
    void what_a_forgotten_stage_wrote_counts_as_needed_while_work_runs() {
        working = true;
        DriverReport report = report();
        List<Stage> left =
                report.stages().stream().filter(stage -> stage.id().stage() > 0).toList();
        DriverReport forgetful = new DriverReport(
                report.conf(),
                report.executors(),
                report.jobs(),
                left,
                Set.of(),
                report.shares(),
                target,
                target,
                Optional.empty());

        assertThat(LiveShuffle.bytes(forgetful)).containsOnlyKeys(2);
    }

    private List<Outcome> outcomes(Release release) {
        return plan(release).stream().map(Decision::outcome).toList();
    }

    private List<Decision> plan(Release release) {
        return ReleasePlan.of(release, reading());
    }

    /** Half a minute after the first look. */
    private Reading reading() {
        DriverReport report = report();
        Instant now = START.plusSeconds(30);
        Map<Integer, Long> live = LiveShuffle.bytes(report);
        Sightings memory = Sightings.NONE.after(report, live, START).after(report, live, now);
        return new Reading(now, pods(), Optional.of(report), Optional.empty(), memory);
    }

    private List<PodSight> pods() {
        return IntStream.rangeClosed(1, 4)
                .filter(lines::containsKey)
                .mapToObj(id -> new PodSight(
                        id,
                        "uid-" + id,
                        "exec-" + id,
                        "node",
                        false,
                        Phase.RUNNING,
                        "",
                        1,
                        512,
                        START,
                        Map.of(),
                        Map.of()))
                .toList();
    }

    private DriverReport report() {
        Stage writer =
                new Stage(WRITER, "COMPLETE", "", 5, 0, 5, 0, Optional.empty(), Optional.empty(), Set.of(0, 1), 4_096);
        Stage skipped = new Stage(
                new StageTry(1, 0), "SKIPPED", "", 5, 0, 0, 0, Optional.empty(), Optional.empty(), Set.of(0, 1), 0);
        Stage reader = new Stage(
                new StageTry(2, 0), "ACTIVE", "", 1, 1, 0, 0, Optional.empty(), Optional.empty(), Set.of(2), 0);
        Job job = new Job(1, working ? "RUNNING" : "SUCCEEDED", Set.of(1, 2), 6, 5);
        Map<StageTry, Map<Integer, Share>> shares = Map.of(WRITER, Map.of(2, new Share(5, 4_096), 3, new Share(0, 0)));
        return new DriverReport(
                AllocationFacts.of(conf),
                lines,
                List.of(job),
                List.of(writer, skipped, reader),
                Set.of(),
                shares,
                target,
                target,
                Optional.empty());
    }
}
