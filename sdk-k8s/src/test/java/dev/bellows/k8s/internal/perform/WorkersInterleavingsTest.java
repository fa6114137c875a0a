package dev.bellows.k8s.internal.perform;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import dev.bellows.k8s.interleavings.Interleavings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Threads that wait for a time when they are idle cannot be run step by step. */
@Tag("interleavings")
@Isolated
class WorkersInterleavingsTest {
    @Test
    void every_task_is_done_once_that_comes_while_they_close() {
        Interleavings.byChance(() -> {
            Workers workers = new Workers(2, 1, Thread::new);
            AtomicInteger done = new AtomicInteger();
            Runnable bring = () -> workers.execute(done::incrementAndGet);

            together(bring, bring, bring, bring, workers::close);

            workers.busy().forEach(WorkersInterleavingsTest::join);
            must(done.get() == 4, "all are done, each once: " + done);
        });
    }

    @Test
    void a_thread_that_begins_while_there_is_no_place_for_another_task_is_waited_for() {
        Interleavings.byChance(() -> {
            Workers workers = new Workers(2, 1, Thread::new);
            CompletableFuture<Void> first = new CompletableFuture<>();
            workers.execute(first::join);
            AtomicInteger done = new AtomicInteger();
            Runnable bring = () -> workers.execute(done::incrementAndGet);

            together(bring, bring, bring, bring);

            workers.close();
            first.complete(null);
            workers.busy().forEach(WorkersInterleavingsTest::join);
            must(done.get() == 4, "all are done, each once: " + done);
        });
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
