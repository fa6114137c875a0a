package dev.bellows.k8s.internal.perform;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import dev.bellows.k8s.interleavings.Interleavings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("interleavings")
@Isolated
class AnswersInterleavingsTest {
    @Test
    void nothing_that_is_asked_for_while_the_connection_closes_stays_unanswered() {
        Interleavings.of(() -> {
            OpenFutures open = new OpenFutures(Runnable::run);
            Answers answers = new Answers(Runnable::run, open);
            Asked asked = new Asked();

            together(() -> asked.answer = answers.to(() -> new CompletableFuture<>()), open::close);

            must(asked.answer.isDone(), "it is answered");
        });
    }

    @Test
    void an_answer_that_comes_while_the_connection_closes_comes_once_and_is_not_kept() {
        Interleavings.of(() -> {
            OpenFutures open = new OpenFutures(Runnable::run);
            Answers answers = new Answers(Runnable::run, open);
            CompletableFuture<String> question = new CompletableFuture<>();
            CompletableFuture<String> answer = answers.to(() -> question);
            AtomicInteger came = new AtomicInteger();
            answer.whenComplete((value, error) -> came.incrementAndGet());

            together(() -> question.complete("yes"), open::close);

            must(came.get() == 1, "it comes once");
            must(open.count() == 0, "it is not kept");
        });
    }

    private static final class Asked {
        private CompletableFuture<String> answer = new CompletableFuture<>();
    }
}
