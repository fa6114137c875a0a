package dev.bellows.testkit;

import dev.bellows.testkit.fault.FaultKind;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault at every step of a run's life breaks nothing that must hold: all kinds of each class, in all plots. */
@Tag("faults")
class EveryKindOfFaultTest {
    static List<Plot> plots() {
        return Plots.EACH;
    }

    static List<Plot> plotsOfAttempts() {
        return Plots.ATTEMPTS;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plots")
    void whatever_goes_wrong_once_between_a_service_and_the_api_server_breaks_nothing(Plot plot) {
        EveryFault.breaksNothing(plot, FaultClass.kinds(kind -> !kind.isIncident()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plotsOfAttempts")
    void whatever_happens_once_to_the_pods_or_is_refused_breaks_nothing(Plot plot) {
        EveryFault.breaksNothing(plot, FaultClass.kinds(FaultKind::isIncident));
    }
}
