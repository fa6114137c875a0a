package dev.bellows.k8s.internal.circuit;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import dev.bellows.k8s.interleavings.Interleavings;
import dev.bellows.k8s.interleavings.TurnsByHand;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort.Stream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("interleavings")
@Isolated
class CircuitInterleavingsTest {
    /** Sent by one thread, answered on another, given up by a third. */
    @Test
    void a_request_is_sent_or_refused_and_never_both() {
        Interleavings.of(() -> {
            TurnsByHand time = new TurnsByHand();
            Circuit circuit = new Circuit(time, () -> {});
            fail(circuit, 3);
            Counted one = new Counted();
            Counted two = new Counted();

            together(() -> circuit.send(one), () -> circuit.send(two), circuit::answered);

            time.pass(Duration.ofSeconds(2));
            must(one.sent.get() == 1 && one.refused.get() == 0, "the first is sent once");
            must(two.sent.get() == 1 && two.refused.get() == 0, "the second is sent once");
        });
    }

    @Test
    void nothing_waits_for_ever_when_the_circuit_opens_while_requests_come() {
        Interleavings.byChance(() -> {
            TurnsByHand time = new TurnsByHand();
            Circuit circuit = new Circuit(time, () -> {});
            fail(circuit, 9);
            Counted one = new Counted();

            together(() -> circuit.send(one), () -> fail(circuit, 1));

            time.pass(Duration.ofSeconds(2));
            must(one.sent.get() + one.refused.get() == 1, "it is sent or refused, once");
        });
    }

    @Test
    void nothing_waits_for_ever_when_the_connection_closes_while_requests_come() {
        Interleavings.of(() -> {
            TurnsByHand time = new TurnsByHand();
            Circuit circuit = new Circuit(time, () -> {});
            fail(circuit, 3);
            Counted one = new Counted();
            Counted two = new Counted();

            together(() -> circuit.send(one), () -> circuit.send(two), circuit::close, time::takeAll);

            time.close();
            must(one.sent.get() + one.refused.get() == 1, "the first is sent or refused, once");
            must(two.sent.get() + two.refused.get() == 1, "the second is sent or refused, once");
        });
    }

    @Test
    void what_waits_for_the_api_server_hears_once_that_it_is_back() {
        Interleavings.byChance(() -> {
            TurnsByHand time = new TurnsByHand();
            AtomicInteger asked = new AtomicInteger();
            AtomicInteger back = new AtomicInteger();
            Circuit circuit = new Circuit(time, asked::incrementAndGet);
            circuit.whenBack(back::incrementAndGet);
            fail(circuit, 12);

            together(circuit::answered, () -> fail(circuit, 1), circuit::answered);

            time.takeAll();
            must(back.get() == 1, "it is back once");
            Counted next = new Counted();
            circuit.send(next);
            time.pass(Duration.ofSeconds(2));
            must(next.sent.get() == 1, "requests are sent again");
        });
    }

    @Test
    void a_call_that_is_answered_while_it_is_given_up_has_one_end() {
        Interleavings.of(() -> {
            Circuit circuit = new Circuit(new TurnsByHand(), () -> {});
            CompletableFuture<String> answer = new CompletableFuture<>();
            Call<String> call = new Call<>(circuit, Question.READ, () -> answer);
            AtomicInteger ends = new AtomicInteger();
            call.result().whenComplete((value, error) -> ends.incrementAndGet());

            together(
                    () -> circuit.send(call),
                    () -> answer.complete("yes"),
                    () -> call.result().completeExceptionally(ClusterException.noAnswer("too late")));

            must(ends.get() == 1, "it has one end");
            must(answer.isDone(), "what is given up is given up below, too");
        });
    }

    @Test
    void no_stream_is_left_open_that_its_reader_has_ended() {
        Interleavings.of(() -> {
            TurnsByHand time = new TurnsByHand();
            Circuit circuit = new Circuit(time, () -> {});
            Opened below = new Opened();
            StreamRequest stream = new StreamRequest(circuit, time, Question.READ, below::open);

            together(() -> circuit.send(stream), stream::cancel, () -> below.opened.complete(null));

            must(below.open.get() == 0, "the stream below is ended");
            must(stream.opened().isDone() && stream.ended().isDone(), "its reader knows");
        });
    }

    private static void fail(Circuit circuit, int times) {
        for (int i = 0; i < times; i++) {
            circuit.failed(ClusterException.noAnswer("connection refused"), false);
        }
    }

    private static final class Counted implements Request {
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicInteger refused = new AtomicInteger();

        @Override
        public void go() {
            sent.incrementAndGet();
        }

        @Override
        public void refuse(ClusterException why) {
            refused.incrementAndGet();
        }

        @Override
        public boolean isOver() {
            return false;
        }

        @Override
        public boolean isUrgent() {
            return false;
        }
    }

    /** A stream of the port: it ends when it is cancelled. */
    private static final class Opened implements Stream {
        private final AtomicInteger open = new AtomicInteger();
        private final CompletableFuture<Void> opened = new CompletableFuture<>();
        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        Stream open() {
            open.incrementAndGet();
            return this;
        }

        @Override
        public CompletableFuture<Void> opened() {
            return opened;
        }

        @Override
        public CompletableFuture<Void> ended() {
            return ended;
        }

        @Override
        public void cancel() {
            open.decrementAndGet();
            opened.complete(null);
            ended.complete(null);
        }
    }
}
