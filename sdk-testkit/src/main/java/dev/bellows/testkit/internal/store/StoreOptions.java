package dev.bellows.testkit.internal.store;

/**
 * Settings of a store.
 *
 * @param history how many changes watches may look back
 * @param seed start of the sequence of UIDs and generated names: equal seeds give equal sequences
 */
public record StoreOptions(int history, long seed) {

    /** 4,000 changes, the same UIDs in every run. */
    public static final StoreOptions DEFAULT = new StoreOptions(4_000, 1);
}
