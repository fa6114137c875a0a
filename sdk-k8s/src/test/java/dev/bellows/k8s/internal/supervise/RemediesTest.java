package dev.bellows.k8s.internal.supervise;

import static dev.bellows.job.Memory.gib;
import static dev.bellows.job.Memory.mib;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.AttemptResult;
import dev.bellows.run.Change;
import dev.bellows.run.ExecutorCause;
import dev.bellows.run.ExecutorEnd;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Remedy;
import dev.bellows.run.Retry;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemediesTest {
    private static final Remedy NONE = Remedy.none();

    private static ImmutableSupervision state(Remedy remedy, PodFacts driver, JobSizes sizes, AttemptResult... ended) {
        RunOptions options = RunOptions.key("k1").retry(Retry.upTo(5).remedy(remedy));
        RecordFacts known = Facts.record(options, 1, Optional.empty(), List.of(ended));
        RecordFacts record = new RecordFacts(
                known.uid(),
                "1",
                known.created(),
                options,
                1,
                known.notBefore(),
                Optional.empty(),
                false,
                false,
                known.ended(),
                Optional.empty(),
                Optional.of(sizes));
        return ImmutableSupervision.copyOf(Supervision.of(new RunId("jobs", "daily", "k1"), options))
                .withRecord(record)
                .withDriver(driver);
    }

    private static Failure failure(FailureKind kind, List<ExecutorEnd> executors, Map<ExecutorCause, Integer> deaths) {
        return new Failure(kind, "so it was", "", List.of(), OptionalInt.of(1), List.of(), executors, deaths);
    }

    private static Failure failure(FailureKind kind) {
        return failure(kind, List.of(), Map.of());
    }

    private static Optional<List<Change>> after(Remedy remedy, PodFacts driver, FailureKind kind) {
        return Remedies.after(state(remedy, driver, Facts.SIZES), failure(kind));
    }

    @Test
    void without_a_remedy_nothing_is_changed() {
        Supervision state = ImmutableSupervision.copyOf(state(NONE, Facts.running(), Facts.SIZES))
                .withOptions(RunOptions.key("k1").retry(Retry.upTo(2)));

        assertThat(Remedies.after(state, failure(FailureKind.DRIVER_OOM))).contains(List.of());
    }

    @Test
    void a_driver_that_was_killed_at_its_limit_gets_more_beside_its_heap() {
        assertThat(after(NONE.driverMemory(gib(4)), Facts.exited(137, "OOMKilled", ""), FailureKind.DRIVER_OOM))
                .contains(List.of(
                        new Change("driver.memoryOverhead", "384Mi", "768Mi", "it was killed at its limit of 1408Mi")));
    }

    @Test
    void a_driver_whose_heap_was_full_gets_more_heap() {
        assertThat(after(NONE.driverMemory(gib(4)), Facts.exited(52, "Error", ""), FailureKind.DRIVER_OOM))
                .contains(List.of(new Change("driver.memory", "1024Mi", "1408Mi", "its heap of 1024Mi was exhausted")));
    }

    @Test
    void executors_get_what_they_died_for_the_want_of() {
        ExecutorEnd killed = new ExecutorEnd(1, OptionalInt.of(137), "OOMKilled", "");
        Failure failure = failure(FailureKind.EXECUTOR_OOM, List.of(killed), Map.of(ExecutorCause.OUT_OF_MEMORY, 1));

        assertThat(Remedies.after(state(NONE.executorMemory(gib(4)), Facts.running(), Facts.SIZES), failure))
                .contains(List.of(new Change(
                        "executors.memoryOverhead", "384Mi", "640Mi", "it was killed at its limit of 896Mi")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1409, 1472, 1500, 1600, 1792, 4096})
    void no_pod_ever_grows_over_the_ceiling(int ceiling) {
        for (PodFacts driver : List.of(Facts.exited(137, "OOMKilled", ""), Facts.exited(52, "Error", ""))) {
            JobSizes.Role size = Facts.SIZES.driver();
            after(NONE.driverMemory(mib(ceiling)), driver, FailureKind.DRIVER_OOM)
                    .ifPresent(changes -> {
                        long to = Long.parseLong(changes.get(0).to().replace("Mi", ""));
                        boolean heap = changes.get(0).field().equals("driver.memory");
                        long limit = heap ? to + Math.max(384, to * size.overhead() / size.heap()) : size.heap() + to;
                        assertThat(limit).isGreaterThan(size.limit()).isLessThanOrEqualTo(ceiling);
                    });
        }
    }

    @Test
    void at_the_ceiling_another_attempt_would_fail_alike() {
        PodFacts killed = Facts.exited(137, "OOMKilled", "");

        assertThat(after(NONE.driverMemory(mib(1471)), killed, FailureKind.DRIVER_OOM))
                .isEmpty();
        assertThat(after(NONE.driverMemory(mib(1472)), killed, FailureKind.DRIVER_OOM))
                .isPresent();
    }

    @Test
    void a_shuffle_gets_twice_the_partitions_up_to_the_ceiling() {
        assertThat(after(NONE.shufflePartitions(1000), Facts.running(), FailureKind.SHUFFLE)
                        .orElseThrow())
                .extracting(Change::to)
                .containsExactly("400");
        assertThat(after(NONE.shufflePartitions(300), Facts.running(), FailureKind.SHUFFLE)
                        .orElseThrow())
                .extracting(Change::to)
                .containsExactly("300");
        assertThat(after(NONE.shufflePartitions(200), Facts.running(), FailureKind.SHUFFLE))
                .isEmpty();
    }

    @Test
    void a_driver_avoids_the_node_on_which_its_image_made_trouble() {
        assertThat(after(NONE.onOtherNode(), Facts.waiting("ImagePullBackOff"), FailureKind.IMAGE)
                        .orElseThrow())
                .containsExactly(new Change("driver.pod.nodeRules", "node-1", "any other node", "so it was"));
        assertThat(after(NONE.onOtherNode(), Facts.unscheduled(), FailureKind.IMAGE))
                .contains(List.of());
    }

    @Test
    void spot_nodes_are_left_after_so_many_reclaims_of_drivers_and_executors() {
        JobSizes spot = new JobSizes(Facts.SIZES.driver(), Facts.SIZES.executor(), 2, 200, true);
        AttemptResult before = new AttemptResult(
                1, failure(FailureKind.SHUFFLE, List.of(), Map.of(ExecutorCause.EVICTED, 2)), Timings.NONE, List.of());
        Failure evicted = failure(FailureKind.EVICTED);

        assertThat(Remedies.after(state(NONE.onDemandAfter(3), Facts.running(), spot, before), evicted)
                        .orElseThrow())
                .containsExactly(new Change("spot", "spot nodes", "nodes on demand", "3 pods were taken away"));
        assertThat(Remedies.after(state(NONE.onDemandAfter(4), Facts.running(), spot, before), evicted))
                .contains(List.of());
        assertThat(Remedies.after(state(NONE.onDemandAfter(1), Facts.running(), Facts.SIZES, before), evicted))
                .contains(List.of());
    }

    @Test
    void a_job_that_grows_needs_room_for_its_driver_and_its_executors() {
        List<Change> changes = List.of(new Change("driver.memoryOverhead", "384Mi", "768Mi", "so it was"));
        Supervision ended = state(NONE, Facts.exited(137, "OOMKilled", ""), Facts.SIZES);
        long needed = 1792 + 2 * 896;

        assertThat(Growth.lack(ended, changes, List.of(left(needed)))).isEmpty();
        assertThat(Growth.lack(ended, changes, List.of(left(needed), left(needed - 1))))
                .contains(
                        "another attempt with driver.memoryOverhead 768Mi needs 3584Mi, and quota team leaves 3583Mi of"
                                + " limits.memory");
        assertThat(Growth.lack(ended, changes, List.of())).isEmpty();
    }

    @Test
    void what_the_ended_attempt_still_takes_counts_as_room_for_the_next() {
        List<Change> changes = List.of(new Change("executors.memory", "512Mi", "768Mi", "so it was"));
        Supervision runs = ImmutableSupervision.copyOf(state(NONE, Facts.running(), Facts.SIZES))
                .withExecutors(Map.of(
                        1, Facts.executor("e1", Facts.UID, Facts.running().container())));
        // Beside a larger heap more is reserved: 896Mi + 256Mi + 192Mi for each executor.
        long needed = 1408 + 2 * 1344;

        assertThat(Growth.lack(runs, changes, List.of(left(needed - 1408 - 896))))
                .isEmpty();
        assertThat(Growth.lack(runs, changes, List.of(left(needed - 1408 - 896 - 1))))
                .isPresent();
    }

    private static QuotaFacts left(long mib) {
        return new QuotaFacts("team", "limits.memory", mib);
    }

    private static AttemptResult attempt(int number, Duration running) {
        return new AttemptResult(
                number,
                failure(FailureKind.EVICTED),
                new Timings(Duration.ZERO, Duration.ZERO, Duration.ZERO, running),
                List.of());
    }

    @Test
    void attempts_count_from_the_last_one_that_was_healthy() {
        List<AttemptResult> ended = List.of(
                attempt(1, Duration.ofMinutes(1)),
                attempt(2, Duration.ofHours(2)),
                attempt(3, Duration.ofMinutes(1)),
                attempt(4, Duration.ofMinutes(2)));
        Retry retry = Retry.upTo(4).resetAfter(Duration.ofHours(1));

        assertThat(Series.of(ended, retry).failures()).isEqualTo(3);
        assertThat(Series.of(ended, retry).goesOn(retry)).isTrue();
        assertThat(Series.of(ended, Retry.upTo(4)).goesOn(Retry.upTo(4))).isFalse();
    }

    @Test
    void attempts_end_with_the_budget() {
        List<AttemptResult> ended = List.of(attempt(1, Duration.ofMinutes(30)), attempt(2, Duration.ofMinutes(30)));
        Retry within = Retry.upTo(9).budget(Duration.ofMinutes(61));
        Retry spent = Retry.upTo(9).budget(Duration.ofMinutes(60));

        assertThat(Series.of(ended, within).goesOn(within)).isTrue();
        assertThat(Series.of(ended, spent).goesOn(spent)).isFalse();
    }

    @Test
    void an_attempt_that_ran_as_long_as_the_policy_asks_was_healthy() {
        Retry retry = Retry.upTo(4).resetAfter(Duration.ofHours(1));
        AttemptResult bad = attempt(1, Duration.ofMinutes(1));

        assertThat(Series.of(List.of(bad, attempt(2, Duration.ofHours(1))), retry)
                        .failures())
                .isOne();
        assertThat(Series.of(List.of(bad, attempt(2, Duration.ofMinutes(59))), retry)
                        .failures())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"EVICTED", "PREEMPTED", "NODE_LOST", "APPLICATION_ERROR"})
    void only_what_nodes_take_away_counts_as_a_reclaim(FailureKind kind) {
        JobSizes spot = new JobSizes(Facts.SIZES.driver(), Facts.SIZES.executor(), 2, 200, true);
        Failure failure = failure(kind, List.of(), Map.of(ExecutorCause.ERROR, 5, ExecutorCause.PREEMPTED, 1));
        boolean two = kind != FailureKind.APPLICATION_ERROR;

        assertThat(Remedies.after(state(NONE.onDemandAfter(2), Facts.running(), spot), failure)
                        .orElseThrow())
                .hasSize(two ? 1 : 0);
        assertThat(Remedies.after(state(NONE.onDemandAfter(3), Facts.running(), spot), failure))
                .contains(List.of());
    }

    @Test
    void only_changes_of_memory_make_a_job_grow() {
        Change memory = new Change("executors.memory", "512Mi", "768Mi", "so it was");
        Change overhead = new Change("driver.memoryOverhead", "384Mi", "768Mi", "so it was");
        Change node = new Change("driver.pod.nodeRules", "node-1", "any other node", "so it was");

        assertThat(Growth.isIn(ended(node))).isFalse();
        assertThat(Growth.isIn(ended(node, memory))).isTrue();
        assertThat(Growth.isIn(ended(overhead))).isTrue();
    }

    private static AttemptResult ended(Change... changes) {
        return new AttemptResult(1, failure(FailureKind.DRIVER_OOM), Timings.NONE, List.of(changes));
    }

    @Test
    void a_lack_of_room_names_all_that_was_to_grow_and_what_the_ended_attempt_gives_back() {
        List<Change> changes = List.of(
                new Change("driver.memoryOverhead", "384Mi", "768Mi", "so it was"),
                new Change("driver.pod.nodeRules", "node-1", "any other node", "so it was"),
                new Change("executors.memoryOverhead", "384Mi", "640Mi", "so it was"));
        Supervision runs = ImmutableSupervision.copyOf(state(NONE, Facts.running(), Facts.SIZES))
                .withExecutors(Map.of(
                        1,
                        Facts.executor("e1", Facts.UID, Facts.running().container()),
                        2,
                        Facts.executor(
                                "e2", Facts.UID, Facts.exited(1, "Error", "").container())));

        assertThat(Growth.lack(runs, changes, List.of(left(100))))
                .contains("another attempt with driver.memoryOverhead 768Mi and executors.memoryOverhead 640Mi needs"
                        + " 4096Mi, and quota team leaves 2404Mi of limits.memory");
    }
}
