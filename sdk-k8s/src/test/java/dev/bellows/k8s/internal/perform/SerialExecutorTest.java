package dev.bellows.k8s.internal.perform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Patience;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {
    @Test
    void tasks_run_one_at_a_time_and_in_order_on_any_number_of_threads() throws InterruptedException {
        int tasks = 2000;
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            SerialExecutor serial = new SerialExecutor(threads);
            List<Integer> order = Collections.synchronizedList(new ArrayList<>());
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(tasks);
            for (int i = 0; i < tasks; i++) {
                int number = i;
                serial.execute(() -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    order.add(number);
                    inside.decrementAndGet();
                    done.countDown();
                });
            }
            Patience.open(done);
            assertThat(order).isEqualTo(IntStream.range(0, tasks).boxed().toList());
            assertThat(most).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_task_that_throws_does_not_stop_the_next() {
        SerialExecutor serial = new SerialExecutor(Runnable::run);
        List<String> ran = new ArrayList<>();
        serial.execute(() -> {
            throw new IllegalStateException("mine");
        });
        serial.execute(() -> {
            throw new StackOverflowError();
        });
        serial.execute(() -> ran.add("third"));
        assertThat(ran).containsExactly("third");
    }

    @Test
    void a_task_given_from_within_a_task_runs_after_it() {
        SerialExecutor serial = new SerialExecutor(Runnable::run);
        List<String> ran = new ArrayList<>();
        serial.execute(() -> {
            serial.execute(() -> ran.add("inner"));
            ran.add("outer");
        });
        assertThat(ran).containsExactly("outer", "inner");
    }

    @Test
    void an_executor_that_refuses_once_is_asked_again() {
        Queue<Runnable> queue = new ArrayDeque<>();
        AtomicInteger asked = new AtomicInteger();
        SerialExecutor serial = new SerialExecutor(task -> {
            if (asked.getAndIncrement() == 0) {
                throw new RejectedExecutionException("full");
            }
            queue.add(task);
        });
        List<String> ran = new ArrayList<>();
        serial.execute(() -> ran.add("first"));
        serial.execute(() -> ran.add("second"));
        queue.remove().run();
        assertThat(ran).containsExactly("second");
    }

    @Test
    void what_waits_has_its_weight_until_it_has_run() {
        Queue<Runnable> queue = new ArrayDeque<>();
        List<Long> lighter = new ArrayList<>();
        SerialExecutor[] serial = new SerialExecutor[1];
        serial[0] = new SerialExecutor(queue::add, () -> lighter.add(serial[0].weight()));
        List<Long> meanwhile = new ArrayList<>();
        serial[0].execute(() -> meanwhile.add(serial[0].weight()), 3);
        serial[0].execute(() -> meanwhile.add(serial[0].weight()), 4);
        assertThat(serial[0].weight()).isEqualTo(7);
        queue.remove().run();
        assertThat(meanwhile).containsExactly(7L, 4L);
        assertThat(lighter).containsExactly(4L, 0L);
    }

    @Test
    void what_the_executor_refuses_weighs_nothing() {
        List<String> lighter = new ArrayList<>();
        SerialExecutor serial = new SerialExecutor(
                task -> {
                    throw new RejectedExecutionException("full");
                },
                () -> lighter.add("lighter"));
        serial.execute(() -> {}, 5);
        assertThat(serial.weight()).isZero();
        assertThat(lighter).containsExactly("lighter");
    }
}
