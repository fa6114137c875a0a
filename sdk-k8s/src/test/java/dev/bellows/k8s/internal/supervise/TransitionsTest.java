package dev.bellows.k8s.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransitionsTest {
    private static final Signal ACCEPTED = new Signal.Accepted(
            Facts.record(Facts.OPTIONS.stallTimeout(Duration.ofNanos(1)), 1, Optional.empty(), List.of()),
            Facts.UID,
            false);
    private static final Signal HIDDEN = new Signal.DriverHidden(1, "no right");
    private static final Signal WATCH_REFUSED = new Signal.WatchRefused("no right");

    /** A life, told by signals; each one moves the attempt, but for what an earlier submission left and for the alarms. */
    record Life(String name, List<Signal> signals) {
        static Life of(String name, Signal... signals) {
            return new Life(name, List.of(signals));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Signal seen(PodFacts driver) {
        return new Signal.DriverSeen(driver);
    }

    private static Signal gone() {
        return new Signal.DriverLost(Facts.UID);
    }

    private static Signal late() {
        return new Signal.TimeCame(Alarm.DEADLINE, 1);
    }

    private static Signal up(Alarm alarm) {
        return new Signal.TimeUp(alarm, 1);
    }

    static Stream<Life> lives() {
        Signal refused = new Signal.Refused(FailureKind.QUOTA, "full", Optional.empty());
        Signal preparing = seen(Facts.preparing());
        Signal running = seen(Facts.running());
        Signal zero = seen(Facts.exited(0, "Completed", ""));
        Signal one = seen(Facts.exited(1, "Error", ""));
        Signal stuck = seen(Facts.waiting("InvalidImageName"));
        return Stream.of(
                Life.of("refused", refused),
                Life.of("not to be watched", ACCEPTED, WATCH_REFUSED),
                Life.of("gone before it was seen", new Signal.DriverVanished(Facts.SUBMITTED)),
                Life.of("not to be asked for while pending", ACCEPTED, HIDDEN),
                Life.of("not to be asked for while starting", ACCEPTED, preparing, HIDDEN),
                Life.of("not to be asked for while running", ACCEPTED, running, HIDDEN),
                Life.of("gone while pending", ACCEPTED, gone()),
                Life.of("stuck while pending", ACCEPTED, stuck),
                Life.of("over before it was seen to start, well", ACCEPTED, zero),
                Life.of("over before it was seen to start, badly", ACCEPTED, one),
                Life.of("seen at once to run", ACCEPTED, running, zero),
                Life.of("step by step", ACCEPTED, preparing, running, one),
                Life.of("gone while starting", ACCEPTED, preparing, gone()),
                Life.of("stuck while starting", ACCEPTED, preparing, stuck),
                Life.of("started and over between two looks, well", ACCEPTED, preparing, zero),
                Life.of("started and over between two looks, badly", ACCEPTED, preparing, one),
                Life.of("gone while running", ACCEPTED, running, gone()),
                Life.of("without executors for too long", ACCEPTED, running, up(Alarm.STALLED)),
                Life.of("never made", new Signal.Found(Facts.SUBMITTED), new Signal.NeverMade(1)),
                Life.of("not started in time", ACCEPTED, up(Alarm.START_TIMEOUT)),
                Life.of("not prepared in time", ACCEPTED, preparing, up(Alarm.START_TIMEOUT)),
                Life.of("past its deadline while pending", ACCEPTED, late(), up(Alarm.DEADLINE)),
                Life.of("past its deadline while starting", ACCEPTED, preparing, late(), up(Alarm.DEADLINE)),
                Life.of("past its deadline while running", ACCEPTED, running, late(), up(Alarm.DEADLINE)));
    }

    @ParameterizedTest
    @MethodSource("lives")
    void every_step_of_a_life_moves_the_attempt_forward(Life life) {
        visit(life, new TreeSet<>());
    }

    @Test
    void no_transition_of_the_table_is_left_unvisited() {
        Set<String> visited = new TreeSet<>();
        lives().forEach(life -> visit(life, visited));
        Set<String> table = new TreeSet<>();
        for (AttemptPhase phase : AttemptPhase.values()) {
            for (Mark mark : Mark.values()) {
                Transitions.next(phase, mark).ifPresent(next -> table.add(name(phase, mark)));
            }
        }

        assertThat(visited).isEqualTo(table);
    }

    @Test
    void no_transition_leads_back_and_none_leaves_the_end() {
        for (AttemptPhase phase : AttemptPhase.values()) {
            for (Mark mark : Mark.values()) {
                assertThat(Transitions.next(phase, mark))
                        .satisfiesAnyOf(
                                next -> assertThat(next).isEmpty(),
                                next -> assertThat(next.orElseThrow()).isGreaterThan(phase));
            }
        }
    }

    private static void visit(Life life, Set<String> visited) {
        Supervision state = Supervision.of(new RunId("jobs", "daily", "k1"), Facts.OPTIONS);
        long nanos = 0;
        state = Supervisor.step(state, new Signal.Start(), new Moment(Instant.EPOCH, nanos++))
                .state();
        for (Signal signal : life.signals) {
            AttemptPhase before = state.phase();
            state = Supervisor.step(state, signal, new Moment(Instant.EPOCH, nanos++))
                    .state();
            if (signal instanceof Signal.Found || signal instanceof Signal.TimeCame) {
                continue;
            }
            assertThat(state.phase()).as("%s in %s", signal, before).isGreaterThan(before);
            assertThat(Transitions.next(before, markOf(signal))).contains(state.phase());
            visited.add(name(before, markOf(signal)));
        }
    }

    private static Mark markOf(Signal signal) {
        if (signal instanceof Signal.DriverSeen seen) {
            return Mark.of(seen.driver());
        }
        if (signal instanceof Signal.DriverLost || signal instanceof Signal.DriverVanished) {
            return Mark.GONE;
        }
        if (signal instanceof Signal.NeverMade) {
            return Mark.NEVER_MADE;
        }
        if (signal instanceof Signal.TimeUp late) {
            return switch (late.alarm()) {
                case DEADLINE -> Mark.OVERDUE;
                case STALLED -> Mark.STALLED;
                default -> Mark.START_TIMED_OUT;
            };
        }
        return signal instanceof Signal.Accepted ? Mark.ACCEPTED : Mark.REFUSED;
    }

    private static String name(AttemptPhase phase, Mark mark) {
        return phase + " on " + mark;
    }
}
