package dev.bellows.k8s.internal.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class OpenFuturesTest {
    private final OpenFutures open = new OpenFutures(Runnable::run);

    @Test
    void a_future_that_is_complete_or_was_given_up_is_not_kept() {
        CompletableFuture<String> answered = open.handOut(new CompletableFuture<>(), IllegalStateException::new);
        CompletableFuture<String> givenUp = open.handOut(new CompletableFuture<>(), IllegalStateException::new);
        open.handOut(CompletableFuture.completedFuture("before"), IllegalStateException::new);
        assertThat(open.count()).isEqualTo(2);
        answered.complete("answer");
        givenUp.cancel(false);
        assertThat(open.count()).isZero();
    }

    @Test
    void those_that_are_open_at_the_end_and_those_that_come_later_fail() {
        Supplier<RuntimeException> reason = () -> new IllegalStateException("closed");
        CompletableFuture<String> before = open.handOut(new CompletableFuture<>(), reason);
        CompletableFuture<CompletableFuture<String>> meanwhile = new CompletableFuture<>();
        before.whenComplete((value, error) -> meanwhile.complete(open.handOut(new CompletableFuture<>(), reason)));
        open.close();
        CompletableFuture<String> after = open.handOut(new CompletableFuture<>(), reason);

        assertThat(before).isCompletedExceptionally();
        assertThat(meanwhile.getNow(before)).isNotSameAs(before).isCompletedExceptionally();
        assertThat(after).isCompletedExceptionally();
        assertThat(open.handOut(CompletableFuture.completedFuture("known"), reason))
                .isCompletedWithValue("known");
        assertThat(open.count()).isZero();
    }

    @Test
    void the_copies_of_a_result_that_were_given_up_are_not_kept() {
        Copies<String> copies = new Copies<>();
        CompletableFuture<String> kept = copies.next();
        for (int i = 0; i < 1_000; i++) {
            copies.next().cancel(false);
        }
        assertThat(copies.count()).isEqualTo(1);
        copies.complete("value");
        assertThat(kept).isCompletedWithValue("value");
        assertThat(copies.next()).isCompletedWithValue("value");
        assertThat(copies.count()).isZero();
    }
}
