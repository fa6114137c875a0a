package dev.bellows.k8s.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.AttemptResult;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Retry;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.Timings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunTransitionsTest {
    private static final RunId RUN = new RunId("jobs", "daily", "k1");
    private static final RunOptions TWICE = RunOptions.key("k1").retry(Retry.upTo(2));
    private static final Signal ACCEPTED =
            new Signal.Accepted(Facts.record(TWICE, 1, Optional.empty(), List.of()), Facts.UID, false);
    private static final AttemptResult FAILED =
            new AttemptResult(1, Failure.of(FailureKind.EVICTED, "pushed out"), Timings.NONE, List.of());

    /** The record after attempt 1, at attempt 2 that waits for a time to come. */
    private static final Signal.RecordSeen WAITING = new Signal.RecordSeen(new RecordFacts(
            Facts.RECORD,
            "5",
            Instant.EPOCH,
            TWICE,
            2,
            Instant.EPOCH.plusSeconds(60),
            Optional.empty(),
            false,
            false,
            List.of(FAILED),
            Optional.empty(),
            Optional.empty()));

    private static Signal over(RunStatus status) {
        Optional<Failure> failure = status == RunStatus.FAILED || status == RunStatus.LOST
                ? Optional.of(FAILED.failure())
                : Optional.empty();
        return new Signal.RecordSeen(
                Facts.over(Facts.RECORD, new RunResult(RUN, status, 1, failure, Timings.NONE, List.of())));
    }

    private static List<List<Signal>> lives() {
        Stream<List<Signal>> open = Stream.of(
                List.of(ACCEPTED, WAITING, new Signal.TimeCame(Alarm.NEXT_ATTEMPT, 2)),
                List.of(new Signal.Found(WAITING.record())),
                List.of(new Signal.NotFound()),
                List.of(new Signal.CancelAsked(), new Signal.Refused(FailureKind.QUOTA, "full", Optional.empty())));
        Stream<List<Signal>> ends = Stream.of(
                        RunStatus.SUCCEEDED, RunStatus.FAILED, RunStatus.CANCELLED, RunStatus.LOST)
                .flatMap(status -> Stream.of(
                        List.of(ACCEPTED, over(status), new Signal.CleanedUp()),
                        List.of(ACCEPTED, WAITING, over2(status), new Signal.CleanedUp())));
        return Stream.concat(open, ends).toList();
    }

    /** The outcome as it stands in a record that has come to attempt 2. */
    private static Signal over2(RunStatus status) {
        RecordFacts facts = WAITING.record();
        return new Signal.RecordSeen(new RecordFacts(
                facts.uid(),
                "6",
                facts.created(),
                facts.options(),
                2,
                facts.notBefore(),
                Optional.empty(),
                false,
                false,
                facts.ended(),
                ((Signal.RecordSeen) over(status)).record().outcome(),
                Optional.empty()));
    }

    @Test
    void no_transition_of_the_table_is_left_unvisited_and_no_other_is_made() {
        Set<String> visited = new TreeSet<>();
        lives().forEach(life -> visit(life, visited));

        assertThat(visited).isEqualTo(table());
    }

    private static Set<String> table() {
        Set<String> table = new TreeSet<>();
        for (RunStatus from : RunStatus.values()) {
            for (RunStatus to : RunStatus.values()) {
                if (RunTransitions.allows(from, to)) {
                    table.add(from + " to " + to);
                }
            }
        }
        return table;
    }

    @Test
    void what_has_ended_stays_as_it_ended() {
        for (RunStatus from : RunStatus.values()) {
            for (RunStatus to : RunStatus.values()) {
                assertThat(from.isFinal() && RunTransitions.allows(from, to)).isFalse();
            }
        }
    }

    private static void visit(List<Signal> life, Set<String> visited) {
        Supervision state = Supervision.of(RUN, TWICE);
        List<Signal> signals = new ArrayList<>(life);
        signals.add(0, new Signal.Start());
        long nanos = 0;
        for (Signal signal : signals) {
            RunStatus before = state.status();
            state = Supervisor.step(state, signal, new Moment(Instant.EPOCH, nanos++))
                    .state();
            if (before != state.status()) {
                visited.add(before + " to " + state.status());
            }
        }
    }
}
