package dev.bellows.k8s.internal.perform;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import dev.bellows.k8s.interleavings.Interleavings;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("interleavings")
@Isolated
class CopiesInterleavingsTest {
    @Test
    void every_copy_that_is_asked_for_while_the_value_comes_has_it() {
        Interleavings.of(() -> {
            Copies<String> copies = new Copies<>();
            Queue<CompletableFuture<String>> held = new ConcurrentLinkedQueue<>();
            held.add(copies.next());

            together(() -> copies.complete("value"), () -> held.add(copies.next()), () -> held.add(copies.next()));

            held.forEach(copy -> must("value".equals(copy.getNow("")), "each has it: " + held));
            must(copies.count() == 0, "none is kept");
        });
    }

    @Test
    void all_copies_have_the_same_end_when_the_value_comes_and_fails_at_once() {
        Interleavings.of(() -> {
            Copies<String> copies = new Copies<>();
            CompletableFuture<String> first = copies.next();
            CompletableFuture<String> second = copies.next();

            together(() -> copies.complete("value"), () -> copies.fail(new IllegalStateException()));

            must(first.isDone() && second.isDone(), "each has an end");
            must(first.isCompletedExceptionally() == second.isCompletedExceptionally(), "the same for all");
        });
    }

    @Test
    void a_copy_that_its_holder_gives_up_while_others_are_asked_for_is_not_kept() {
        Interleavings.of(() -> {
            Copies<String> copies = new Copies<>();
            CompletableFuture<String> first = copies.next();

            together(
                    () -> first.cancel(false), copies::next, () -> copies.next().cancel(false));

            must(copies.count() == 1, "one is kept: " + copies.count());
        });
    }
}
