package dev.bellows.k8s.internal.perform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Patience;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private static final int MOST = 2;
    private static final int WAITING = 3;

    private final List<Thread> did = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch begun = new CountDownLatch(MOST);
    private final CountDownLatch release = new CountDownLatch(1);

    private void block() {
        did.add(Thread.currentThread());
        begun.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Workers full() throws InterruptedException {
        Workers workers = new Workers(MOST, WAITING, Thread::new);
        for (int i = 0; i < MOST + WAITING; i++) {
            workers.execute(this::block);
        }
        Patience.open(begun);
        return workers;
    }

    @Test
    void there_are_so_many_threads_and_what_finds_no_place_to_wait_is_done_by_the_caller() throws InterruptedException {
        Workers workers = full();
        assertThat(did).hasSize(MOST).doesNotHaveDuplicates();

        workers.execute(() -> did.add(Thread.currentThread()));

        assertThat(did).hasSize(MOST + 1).endsWith(Thread.currentThread());
        release.countDown();
        Patience.until("all is done", () -> did.size() == MOST + 1 + WAITING);
        assertThat(List.copyOf(did))
                .filteredOn(thread -> thread != Thread.currentThread())
                .hasSize(MOST + WAITING);
        workers.close();
    }

    @Test
    void what_waits_at_the_end_is_done_and_what_takes_too_long_then_is_interrupted() throws InterruptedException {
        Workers workers = full();
        workers.close();
        List<Thread> busy = workers.busy();
        assertThat(busy).containsExactlyInAnyOrderElementsOf(did);

        workers.interrupt();

        for (Thread thread : busy) {
            Patience.end(thread);
        }
        assertThat(did).hasSize(MOST + WAITING);
        assertThat(workers.busy()).isEmpty();
        workers.execute(() -> did.add(Thread.currentThread()));
        assertThat(did).endsWith(Thread.currentThread());
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void a_worker_that_ends_the_others_is_not_one_of_them() throws InterruptedException {
        Workers workers = new Workers(1, 1, Thread::new);
        List<Object> seen = Collections.synchronizedList(new ArrayList<>());
        workers.execute(() -> {
            workers.close();
            seen.add(workers.busy());
            workers.interrupt();
            seen.add(Thread.currentThread().isInterrupted());
        });

        Patience.until("it is done", () -> seen.size() == 2);
        assertThat(seen).containsExactly(List.of(), false);
    }

    @Test
    void a_machine_that_has_no_thread_left_loses_no_task() {
        Workers workers = new Workers(MOST, WAITING, task -> new Thread(task) {
            @Override
            public synchronized void start() {
                throw new OutOfMemoryError("unable to create native thread");
            }
        });

        workers.execute(() -> did.add(Thread.currentThread()));

        assertThat(did).containsExactly(Thread.currentThread());
        assertThat(workers.busy()).isEmpty();
    }

    @Test
    void a_task_that_throws_harms_no_other() throws InterruptedException {
        Workers workers = new Workers(1, WAITING, Thread::new);
        CountDownLatch next = new CountDownLatch(1);
        workers.execute(() -> {
            throw new StackOverflowError();
        });
        workers.execute(next::countDown);

        assertThat(next.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
        workers.close();
    }
}
