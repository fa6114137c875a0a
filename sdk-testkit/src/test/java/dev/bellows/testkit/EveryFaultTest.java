package dev.bellows.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.FaultKind;
import dev.bellows.testkit.fault.FaultPlan;
import dev.bellows.testkit.fault.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mishap at every step of a run's life, before and after it takes effect: nothing that must hold is broken. */
@Tag("faults")
class EveryFaultTest {
    private static final long SEED = 1;

    static List<Plot> plots() {
        return Plot.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plots")
    void whatever_goes_wrong_once_breaks_nothing(Plot plot) {
        List<Step> steps = steps(plot);
        List<String> violations = new ArrayList<>();
        int schedules = 0;
        for (Step step : steps) {
            for (Fault fault : possible(plot, step)) {
                schedules++;
                new Telling(plot, SEED, FaultPlan.at(step.number(), fault), port -> port)
                        .tell()
                        .problems()
                        .forEach(problem -> violations.add(step + ", " + fault + ": " + problem));
            }
        }
        System.out.println(plot + ": " + schedules + " schedules over " + steps.size() + " steps, " + violations.size()
                + " violations");
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

    private static List<Fault> possible(Plot plot, Step step) {
        return Stream.of(FaultKind.values())
                .filter(kind -> kind.appliesTo(step) && KnownGaps.isTried(plot, kind))
                .flatMap(kind -> Stream.of(Fault.before(kind), Fault.after(kind)))
                .toList();
    }
}
