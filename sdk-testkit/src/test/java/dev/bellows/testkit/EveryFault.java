package dev.bellows.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.FaultKind;
import dev.bellows.testkit.fault.FaultPlan;
import dev.bellows.testkit.fault.Step;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Tells a plot once for each fault that can happen at each step of its undisturbed telling, before and after the step takes effect. */
final class EveryFault {
    static final long SEED = 1;

    private EveryFault() {}

    /** No telling breaks what must hold. */
    static void breaksNothing(Plot plot, Set<FaultKind> kinds) {
        breaksNothing(plot, kinds, (step, fault) -> true);
    }

    /** The same, told before the step at one step and after it at the next: half of the stories. */
    static void breaksNothingInTurn(Plot plot, Set<FaultKind> kinds) {
        breaksNothing(
                plot,
                kinds,
                (step, fault) -> FaultClass.WITHOUT_SIDES.contains(fault.kind())
                        || fault.side() == (step.number() % 2 == 0 ? Fault.Side.BEFORE : Fault.Side.AFTER));
    }

    private static void breaksNothing(Plot plot, Set<FaultKind> kinds, BiPredicate<Step, Fault> meant) {
        List<Step> steps = steps(plot);
        List<Schedule> schedules = steps.stream()
                .flatMap(step -> possible(step, kinds)
                        .filter(fault -> meant.test(step, fault))
                        .map(fault -> new Schedule(step, fault)))
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
    static List<Step> steps(Plot plot) {
        Telling.Verdict verdict = new Telling(plot, SEED, FaultPlan.NONE, port -> port).tell();
        assertThat(verdict.problems()).as(verdict.trace()).isEmpty();
        return verdict.steps().stream()
                .filter(step -> !step.name().equals("BOOKMARK"))
                .toList();
    }

    private static Stream<Fault> possible(Step step, Set<FaultKind> kinds) {
        return Stream.of(FaultKind.values())
                .filter(kinds::contains)
                .filter(kind -> kind.appliesTo(step))
                .flatMap(FaultClass::faults);
    }

    private record Schedule(Step step, Fault fault) {
        Stream<String> violations(Plot plot) {
            return new Telling(plot, SEED, FaultPlan.at(step.number(), fault), port -> port)
                    .tell().problems().stream().map(problem -> step + ", " + fault + ": " + problem);
        }
    }
}
