package dev.bellows.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.FaultKind;
import dev.bellows.testkit.fault.FaultPlan;
import dev.bellows.testkit.fault.Step;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mishap at every step of a run's life, before and after it takes effect: nothing that must hold is broken. */
@Tag("faults")
class EveryFaultTest {
    private static final long SEED = 1;

    static List<Plot> plots() {
        return Plots.EACH;
    }

    static List<Plot> plotsOfAttempts() {
        return Plots.ATTEMPTS;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plots")
    void whatever_goes_wrong_once_between_a_service_and_the_api_server_breaks_nothing(Plot plot) {
        tell(plot, kind -> !kind.isIncident());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plotsOfAttempts")
    void whatever_happens_once_to_the_pods_or_is_refused_breaks_nothing(Plot plot) {
        tell(plot, FaultKind::isIncident);
    }

    private static void tell(Plot plot, Predicate<FaultKind> kinds) {
        List<Step> steps = steps(plot);
        List<Schedule> schedules = steps.stream()
                .flatMap(step -> possible(step, kinds).map(fault -> new Schedule(step, fault)))
                .toList();
        // Each telling keeps to one thread and has a world of its own.
        List<String> violations = schedules.parallelStream()
                .flatMap(schedule -> schedule.violations(plot))
                .toList();
        System.out.println(plot + ": " + schedules.size() + " schedules over " + steps.size() + " steps, "
                + violations.size() + " violations");
        assertThat(violations).isEmpty();
    }

    /** The steps of an undisturbed telling; bookmarks go on for ever and are left out. */
    private static List<Step> steps(Plot plot) {
        Telling.Verdict verdict = new Telling(plot, SEED, FaultPlan.NONE, port -> port).tell();
        assertThat(verdict.problems()).as(verdict.trace()).isEmpty();
        return verdict.steps().stream()
                .filter(step -> !step.name().equals("BOOKMARK"))
                .toList();
    }

    private static Stream<Fault> possible(Step step, Predicate<FaultKind> kinds) {
        return Stream.of(FaultKind.values())
                .filter(kinds)
                .filter(kind -> kind.appliesTo(step))
                .flatMap(kind -> Stream.of(Fault.before(kind), Fault.after(kind)));
    }

    private record Schedule(Step step, Fault fault) {
        Stream<String> violations(Plot plot) {
            return new Telling(plot, SEED, FaultPlan.at(step.number(), fault), port -> port)
                    .tell().problems().stream().map(problem -> step + ", " + fault + ": " + problem);
        }
    }
}
