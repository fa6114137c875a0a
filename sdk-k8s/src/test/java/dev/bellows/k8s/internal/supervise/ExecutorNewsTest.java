package dev.bellows.k8s.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.ExecutorCause;
import dev.bellows.run.ExecutorEnd;
import dev.bellows.run.RunEvent;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What signals about executors lead to, and what is counted as their failure. */
class ExecutorNewsTest {
    private static final PodFacts WAITS = executor("e-1", Facts.preparing().container());
    private static final PodFacts RUNS = executor("e-1", Facts.running().container());

    private final Told run = Told.running(Facts.OPTIONS);

    private static PodFacts executor(String uid, ContainerFacts container) {
        return Facts.executor(uid, Facts.UID, container);
    }

    private static PodFacts ended(int code, String reason) {
        return executor("e-1", Facts.exited(code, reason, "").container());
    }

    private static PodFacts changed(PodFacts pod, String reason, boolean deleting) {
        return new PodFacts(
                pod.uid(),
                pod.name(),
                1,
                pod.phase(),
                pod.node(),
                reason,
                "",
                pod.owner(),
                deleting,
                "",
                pod.container());
    }

    private Action told(RunEvent event) {
        return new Action.Announce(event);
    }

    private Action pending() {
        return told(new RunEvent.ExecutorPending(Told.RUN, run.wall(), 1));
    }

    private Action running() {
        return told(new RunEvent.ExecutorRunning(Told.RUN, run.wall(), 1, "node-1"));
    }

    @Test
    void each_step_of_an_executor_is_told_once() {
        Signal waits = new Signal.ExecutorSeen(1, WAITS);
        Signal runs = new Signal.ExecutorSeen(1, RUNS);
        assertThat(run.take(waits)).containsExactly(pending());
        assertThat(run.take(waits)).isEmpty();
        assertThat(run.take(runs)).containsExactly(running());
        assertThat(run.take(runs)).isEmpty();
        assertThat(run.take(waits)).as("old news").isEmpty();
        assertThat(run.state().executorsRunning()).isOne();
    }

    @Test
    void an_executor_first_seen_running_was_pending_before() {
        assertThat(run.take(new Signal.ExecutorSeen(1, RUNS))).containsExactly(pending(), running());
    }

    @Test
    void an_executor_of_the_same_number_that_is_gone_is_not_this_one() {
        run.take(new Signal.ExecutorSeen(1, RUNS));
        PodFacts before = executor("e-0", Facts.running().container());
        assertThat(run.take(new Signal.ExecutorGone(1, before))).isEmpty();
        assertThat(run.take(new Signal.ExecutorGone(2, RUNS))).isEmpty();
        assertThat(run.state().executorsRunning()).isOne();
        assertThat(run.take(new Signal.ExecutorGone(1, RUNS)))
                .containsExactly(told(new RunEvent.ExecutorEnded(
                        Told.RUN, run.wall(), new ExecutorEnd(1, OptionalInt.empty(), "", ""))));
        assertThat(run.state().executorsRunning()).isZero();
    }

    @Test
    void an_executor_s_end_is_told_by_its_container_unless_its_place_was_taken() {
        assertThat(reason(changed(ended(137, "OOMKilled"), "Failed", false))).isEqualTo("OOMKilled");
        assertThat(reason(changed(ended(143, "Error"), "Evicted", false))).isEqualTo("Evicted");
        assertThat(reason(changed(ended(1, ""), "Unknown", false))).isEqualTo("Unknown");
    }

    private static String reason(PodFacts pod) {
        Told run = Told.running(Facts.OPTIONS);
        run.take(new Signal.ExecutorSeen(1, pod));
        return run.state().failedExecutors().get(0).reason();
    }

    @Test
    void who_was_told_to_go_has_not_failed_and_whose_place_was_taken_has() {
        assertThat(deaths(ended(0, "Completed"))).isEmpty();
        assertThat(deaths(changed(ended(143, "Error"), "", true))).isEmpty();
        assertThat(deaths(ended(143, "Error"))).containsExactly(Map.entry(ExecutorCause.KILLED, 1));
        assertThat(deaths(changed(ended(143, "Error"), "PreemptionByScheduler", true)))
                .containsExactly(Map.entry(ExecutorCause.PREEMPTED, 1));
    }

    private static Map<ExecutorCause, Integer> deaths(PodFacts pod) {
        Told run = Told.running(Facts.OPTIONS);
        run.take(new Signal.ExecutorSeen(1, pod));
        return run.state().deaths();
    }

    @Test
    void deaths_are_counted_by_cause() {
        int id = 0;
        for (PodFacts pod : List.of(ended(52, "Error"), ended(1, "Error"), ended(137, "OOMKilled"))) {
            run.take(new Signal.ExecutorSeen(++id, pod));
        }
        assertThat(run.state().deaths())
                .containsOnly(Map.entry(ExecutorCause.OUT_OF_MEMORY, 2), Map.entry(ExecutorCause.ERROR, 1));
    }

    @Test
    void executors_that_go_with_their_driver_have_not_failed() {
        run.take(new Signal.ExecutorSeen(1, RUNS));
        run.take(new Signal.DriverSeen(Facts.exited(0, "Completed", "")));
        run.take(new Signal.ExecutorSeen(1, ended(1, "Error")));
        assertThat(run.state().deaths()).isEmpty();
    }
}
