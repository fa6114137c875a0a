package dev.bellows.k8s.internal.admit;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import dev.bellows.k8s.interleavings.InertCluster;
import dev.bellows.k8s.interleavings.Interleavings;
import dev.bellows.k8s.interleavings.TurnsByHand;
import dev.bellows.k8s.internal.preflight.QuotaNeed;
import dev.bellows.run.Admission;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Which run waits is decided in turn, and looked at from anywhere. */
@Tag("interleavings")
@Isolated
class EntranceInterleavingsTest {
    @Test
    void a_run_that_has_been_let_in_never_seems_to_wait_again() {
        Interleavings.of(() -> {
            TurnsByHand time = new TurnsByHand();
            Entrance entrance = new Entrance(
                    new InertCluster(), time, new Pressure(), Admission.open().runs(1));
            Entrance.Place first = entrance.ask("a", new Guests());
            Entrance.Place second = entrance.ask("b", new Guests());
            entrance.admit();

            together(
                    () -> {
                        first.submitted();
                        first.leave();
                        second.leave();
                    },
                    () -> {
                        boolean waited = second.waits();
                        must(waited || !second.waits(), "it does not wait again");
                        must(!first.waits(), "the first does not wait");
                    });

            must(!second.waits(), "the second was let in");
        });
    }

    private static final class Guests implements Guest {
        @Override
        public String namespace() {
            return "jobs";
        }

        @Override
        public Optional<QuotaNeed> need() {
            return Optional.empty();
        }

        @Override
        public int pods() {
            return 0;
        }

        @Override
        public void enter() {
            // It waits for nothing else.
        }

        @Override
        public void waits(String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void refused(String reason) {
            throw new AssertionError(reason);
        }
    }
}
