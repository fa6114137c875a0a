package dev.bellows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How a test waits for what happens in real time: until it has happened. The limit is no part of what is tested; it is so far off that
 * only what hangs reaches it, however busy the machine is.
 */
public final class Patience {
    /** The limit of one wait. */
    public static final Duration LIMIT = Duration.ofMinutes(4);

    /** The limit in whole seconds, for those who take a number. */
    public static final int SECONDS = 240;

    /** The limit of one test, which may wait several times; a hang outside any wait reaches this one. */
    public static final int TEST_SECONDS = 600;

    private static final Duration GLANCE = Duration.ofMillis(20);

    private Patience() {}

    /** What a future completes with. */
    public static <T> T value(Future<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(SECONDS, TimeUnit.SECONDS);
    }

    /** What a future completes with; throws what it fails with, as {@link CompletableFuture#join} does. */
    public static <T> T join(CompletableFuture<T> future) {
        return future.copy().orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    /** What a future fails with; null if it does not. */
    public static Throwable problem(CompletableFuture<?> future)
            throws ExecutionException, InterruptedException, TimeoutException {
        return value(future.handle((value, error) -> error));
    }

    /** The next of a queue. */
    public static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("another one").isNotNull();
        return next;
    }

    /** Waits for a latch. */
    public static void open(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(SECONDS, TimeUnit.SECONDS))
                .as("the latch is open")
                .isTrue();
    }

    /** Waits until a thread has ended. */
    public static void end(Thread thread) throws InterruptedException {
        thread.join(LIMIT.toMillis());
        assertThat(thread.isAlive()).as("%s is alive", thread).isFalse();
    }

    /** Waits until a process has ended. */
    public static void end(ProcessHandle process) {
        assertThat(process.onExit()).succeedsWithin(LIMIT);
    }

    /** Waits for a condition by polling. */
    public static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as(what).isNegative();
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }
}
