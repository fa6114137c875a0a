package dev.bellows.testkit.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.testkit.FaultClass;
import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.FaultKind;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What lets one kind of fault stand for its class: the SDK sees the same of each. */
class FaultClassTest {
    @Test
    void the_faults_of_a_class_take_effect_alike_and_are_the_same_problem() {
        FaultClass.STANDS_FOR.forEach((kind, standIn) -> {
            for (Fault.Side side : Fault.Side.values()) {
                Passage one = passage(kind, side);
                Passage other = passage(standIn, side);
                assertThat(one.answered()).as("%s", kind).isEqualTo(other.answered());
                if (kind != FaultKind.CONNECT_TIMEOUT) {
                    // A connection that is never made carries nothing there: as a reset before the request has arrived.
                    assertThat(one.arrives()).as("%s", kind).isEqualTo(other.arrives());
                }
                assertThat(meaning(one)).as("%s", kind).isEqualTo(meaning(other));
            }
        });
    }

    @Test
    void a_class_is_stood_for_by_a_kind_that_is_tried_itself() {
        assertThat(FaultClass.STANDS_FOR.values()).noneMatch(FaultClass.STANDS_FOR::containsKey);
        FaultClass.STANDS_FOR.forEach(
                (kind, standIn) -> assertThat(kind.isIncident()).isEqualTo(standIn.isIncident()));
    }

    private static Passage passage(FaultKind kind, Fault.Side side) {
        return Passage.smooth(Duration.ZERO, Duration.ZERO).with(new Fault(kind, side));
    }

    /** What the SDK asks of a problem; 422 and 403 are both refusals, the text of a 403 says which. */
    private static String meaning(Passage passage) {
        ClusterException problem = Objects.requireNonNull(passage.problem());
        boolean answered = problem.code() != 0;
        return "passing " + problem.isPassing() + ", answered " + answered + ", conflict " + problem.isConflict()
                + ", missing " + problem.isNotFound();
    }
}
