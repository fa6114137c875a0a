package dev.bellows.k8s.internal.fabric8;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import dev.bellows.k8s.interleavings.Interleavings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("interleavings")
@Isolated
class ExchangeInterleavingsTest {
    @Test
    void an_answer_that_begins_while_its_reader_holds_it_back_and_goes_on_is_asked_for_one_chunk() {
        Interleavings.of(() -> {
            Exchange exchange = new Exchange();
            OpenAnswer answer = new OpenAnswer(200, "");

            together(() -> exchange.begin(answer), () -> {
                exchange.hold();
                exchange.release();
            });

            must(answer.asked() == 1, "asked for " + answer.asked());
        });
    }

    @Test
    void a_chunk_that_is_due_while_two_go_on_is_asked_for_once() {
        Interleavings.of(() -> {
            Exchange exchange = new Exchange();
            OpenAnswer answer = new OpenAnswer(200, "");
            exchange.hold();
            exchange.begin(answer);

            together(exchange::release, exchange::release);

            must(answer.asked() == 1, "asked for " + answer.asked());
        });
    }

    @Test
    void the_connection_is_given_back_when_the_answer_begins_while_it_ends() {
        Interleavings.of(() -> {
            Exchange exchange = new Exchange();
            OpenAnswer answer = new OpenAnswer(200, "");

            together(() -> exchange.begin(answer), exchange::end);

            must(answer.cancelled() == 1, "given back once: " + answer.cancelled());
        });
    }
}
