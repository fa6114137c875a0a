package dev.bellows.testkit.internal.store;

/** A watch of a store that has begun. Thread-safe. */
final class RunningWatch implements Subscription {
    private final Watch watch;
    private final Watches watches;
    private final Registry registry;
    private final Transactions transactions;

    RunningWatch(Watch watch, Watches watches, Registry registry, Transactions transactions) {
        this.watch = watch;
        this.watches = watches;
        this.registry = registry;
        this.transactions = transactions;
    }

    @Override
    public void bookmark() {
        transactions.read(() -> {
            watches.bookmark(watch, registry.version());
            return watch;
        });
        watches.deliver();
    }

    @Override
    public void close() {
        watch.end();
        transactions.read(() -> {
            watches.remove(watch);
            return watch;
        });
    }
}
