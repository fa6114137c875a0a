package dev.bellows.k8s.internal.executors;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import dev.bellows.k8s.interleavings.Interleavings;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("interleavings")
@Isolated
class OneByOneInterleavingsTest {
    @Test
    void no_request_begins_before_the_one_before_it_has_ended() {
        Interleavings.of(() -> {
            OneByOne requests = new OneByOne();
            AtomicInteger underWay = new AtomicInteger();
            AtomicInteger ended = new AtomicInteger();
            AtomicBoolean early = new AtomicBoolean();
            Queue<CompletableFuture<Void>> open = new ConcurrentLinkedQueue<>();
            Runnable ask = () -> requests.<Void>next(() -> {
                        // What is thrown here would be the request's failure, and not the test's.
                        early.compareAndSet(false, underWay.incrementAndGet() > 1);
                        CompletableFuture<Void> answer = new CompletableFuture<>();
                        open.add(answer);
                        return answer.whenComplete((nothing, error) -> underWay.decrementAndGet());
                    })
                    .whenComplete((nothing, error) -> ended.incrementAndGet());
            Runnable answer = () -> {
                for (CompletableFuture<Void> next = open.poll(); next != null; next = open.poll()) {
                    next.complete(null);
                }
            };

            together(ask, ask, answer);

            answer.run();
            must(!early.get(), "one is under way");
            must(ended.get() == 2, "both have ended");
        });
    }
}
