package dev.bellows.k8s.interleavings;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;

/**
 * Threads that touch the same object in every order in which they can, down to single reads and writes: as many orders as
 * {@code -Dbellows.interleavings=N} says. An order in which something does not hold is printed step by step.
 */
public final class Interleavings {
    private static final int ORDERS = Integer.getInteger("bellows.interleavings", 2_000);

    private static final int TRIES = 5;

    private Interleavings() {}

    /** Runs a scenario anew for each order. */
    public static void of(Runnable scenario) {
        for (int again = 1; ; again++) {
            try {
                Lincheck.runConcurrentTest(ORDERS, scenario);
                return;
            } catch (LincheckAssertionError broken) {
                if (again == TRIES || !isSlow(broken)) {
                    throw broken;
                }
            }
        }
    }

    /**
     * Whether an order took longer than half a minute, as the first one does on a machine that does much else: classes are changed for it.
     * For threads that wait for each other Lincheck prints the order in which they came to that.
     */
    private static boolean isSlow(LincheckAssertionError broken) {
        String what = String.valueOf(broken.getMessage());
        return what.contains("has hung") && !what.contains("interleaving");
    }

    /**
     * Runs a scenario as often, in orders that chance makes: for what cannot be run step by step, such as threads of a pool that wait for a
     * time, or a library that keeps identity hash codes in static maps.
     */
    public static void byChance(Runnable scenario) {
        for (int i = 0; i < ORDERS; i++) {
            scenario.run();
        }
    }

    /** Does all of this at the same time, and waits until it is done; throws what one of them threw. */
    public static void together(Runnable... deeds) {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (Runnable deed : deeds) {
            threads.add(new Thread(() -> {
                try {
                    deed.run();
                } catch (RuntimeException | Error e) {
                    thrown.set(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (thrown.get() != null) {
            throw new AssertionError(thrown.get());
        }
    }

    /** Something that must hold. */
    public static void must(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
