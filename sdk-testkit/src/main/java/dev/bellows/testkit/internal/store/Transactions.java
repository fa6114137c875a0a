package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What is done with a store, one thing at a time. Thread-safe. */
final class Transactions {
    private final ReentrantLock lock = new ReentrantLock();
    private final GarbageCollector collector;
    private final Quotas quotas;
    private final Watches watches;

    Transactions(GarbageCollector collector, Quotas quotas, Watches watches) {
        this.collector = collector;
        this.quotas = quotas;
        this.watches = watches;
    }

    /** Runs a write with its consequences, then hands out the events. */
    <T> T write(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            try {
                collector.settle();
                quotas.settle();
            } finally {
                lock.unlock();
            }
            watches.deliver();
        }
    }

    /** Runs a write of one object and returns what it left. */
    ObjectNode change(Supplier<ObjectNode> work) {
        return Bodies.shallow(write(work));
    }

    <T> T read(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
