package dev.bellows.k8s.internal.perform;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import dev.bellows.k8s.interleavings.Interleavings;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("interleavings")
@Isolated
class OpenFuturesInterleavingsTest {
    @Test
    void no_future_stays_open_that_is_handed_out_while_the_connection_closes() {
        Interleavings.of(() -> {
            OpenFutures open = new OpenFutures(Runnable::run);
            CompletableFuture<String> first = new CompletableFuture<>();
            CompletableFuture<String> second = new CompletableFuture<>();

            together(
                    () -> open.handOut(first, IllegalStateException::new),
                    () -> open.handOut(second, IllegalStateException::new),
                    open::close);

            must(first.isDone() && second.isDone(), "both are complete");
            must(open.count() == 0, "none is kept");
        });
    }

    @Test
    void a_future_that_completes_while_it_is_handed_out_is_not_kept() {
        Interleavings.of(() -> {
            OpenFutures open = new OpenFutures(Runnable::run);
            CompletableFuture<String> first = new CompletableFuture<>();
            CompletableFuture<String> second = new CompletableFuture<>();

            together(
                    () -> open.handOut(first, IllegalStateException::new),
                    () -> first.complete("yes"),
                    () -> open.handOut(second, IllegalStateException::new));

            must(open.count() == 1, "the other one is kept: " + open.count());
            open.close();
            must(second.isCompletedExceptionally() && !first.isCompletedExceptionally(), "the other one fails");
        });
    }
}
