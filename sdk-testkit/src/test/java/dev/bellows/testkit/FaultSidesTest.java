package dev.bellows.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.FaultKind;
import dev.bellows.testkit.fault.FaultPlan;
import dev.bellows.testkit.fault.Step;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lets some faults be told once at each step, and not before and after it: both would be the same story. */
class FaultSidesTest {
    static Iterable<FaultKind> kinds() {
        return FaultClass.WITHOUT_SIDES;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void both_sides_of_a_step_are_one_story(FaultKind kind) {
        List<Step> steps =
                EveryFault.steps(Plots.SUCCESS).stream().filter(kind::appliesTo).toList();

        assertThat(steps)
                .isNotEmpty()
                .allSatisfy(
                        step -> assertThat(trace(step, Fault.after(kind))).isEqualTo(trace(step, Fault.before(kind))));
    }

    private static String trace(Step step, Fault fault) {
        return new Telling(Plots.SUCCESS, EveryFault.SEED, FaultPlan.at(step.number(), fault), port -> port)
                .tell()
                .trace()
                .get()
                .replace(fault.toString(), fault.kind().toString());
    }
}
