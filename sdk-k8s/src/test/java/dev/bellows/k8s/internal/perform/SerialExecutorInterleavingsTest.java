package dev.bellows.k8s.internal.perform;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import dev.bellows.k8s.interleavings.Interleavings;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("interleavings")
@Isolated
class SerialExecutorInterleavingsTest {
    @Test
    void tasks_of_several_threads_are_done_one_at_a_time_each_once_and_in_order() {
        Interleavings.of(() -> {
            Queue<Runnable> pool = new ConcurrentLinkedQueue<>();
            SerialExecutor serial = new SerialExecutor(pool::add);
            Notes notes = new Notes();

            together(
                    () -> {
                        serial.execute(notes.noting("a1"));
                        serial.execute(notes.noting("a2"));
                    },
                    () -> serial.execute(notes.noting("b1")),
                    () -> drain(pool));

            drain(pool);
            must(notes.all.size() == 3, "each is done once: " + notes.all);
            must(notes.all.indexOf("a1") < notes.all.indexOf("a2"), "in order: " + notes.all);
        });
    }

    @Test
    void nothing_is_lost_where_the_callers_thread_does_the_work() {
        Interleavings.of(() -> {
            SerialExecutor serial = new SerialExecutor(Runnable::run);
            Notes notes = new Notes();

            together(() -> serial.execute(notes.noting("a")), () -> serial.execute(notes.noting("b")));

            must(notes.all.size() == 2, "each is done once: " + notes.all);
        });
    }

    @Test
    void an_executor_that_takes_no_work_for_a_while_gets_what_comes_later() {
        Interleavings.of(() -> {
            AtomicBoolean full = new AtomicBoolean(true);
            Executor executor = task -> {
                if (full.get()) {
                    throw new RejectedExecutionException();
                }
                task.run();
            };
            SerialExecutor serial = new SerialExecutor(executor);
            Notes notes = new Notes();

            together(() -> serial.execute(notes.noting("a")), () -> full.set(false));

            serial.execute(notes.noting("b"));
            must(notes.all.contains("b"), "what comes later is done: " + notes.all);
        });
    }

    private static void drain(Queue<Runnable> pool) {
        for (Runnable next = pool.poll(); next != null; next = pool.poll()) {
            next.run();
        }
    }

    private static final class Notes {
        private final AtomicInteger atOnce = new AtomicInteger();
        private final List<String> all = new ArrayList<>();

        Runnable noting(String what) {
            return () -> {
                must(atOnce.incrementAndGet() == 1, "one at a time");
                all.add(what);
                atOnce.decrementAndGet();
            };
        }
    }
}
