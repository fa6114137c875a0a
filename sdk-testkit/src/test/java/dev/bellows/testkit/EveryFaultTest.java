package dev.bellows.testkit;

import dev.bellows.testkit.fault.FaultKind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One fault of each class at every step of a run's life breaks nothing that must hold: in the plainest plot before and after the step, in the
 * others, which begin with the same steps, in turn.
 */
class EveryFaultTest {
    static List<Plot> plots() {
        return Plots.SHORT;
    }

    static List<Plot> plotsOfAttempts() {
        return Plots.SHORT_ATTEMPTS;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plots")
    void whatever_goes_wrong_once_between_a_service_and_the_api_server_breaks_nothing(Plot plot) {
        tell(plot, FaultClass.oneOfEach(kind -> !kind.isIncident()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plotsOfAttempts")
    void whatever_happens_once_to_the_pods_or_is_refused_breaks_nothing(Plot plot) {
        tell(plot, FaultClass.oneOfEach(FaultKind::isIncident));
    }

    private static void tell(Plot plot, Set<FaultKind> kinds) {
        if (plot.equals(Plots.SUCCESS)) {
            EveryFault.breaksNothing(plot, kinds);
        } else {
            EveryFault.breaksNothingInTurn(plot, kinds);
        }
    }
}
