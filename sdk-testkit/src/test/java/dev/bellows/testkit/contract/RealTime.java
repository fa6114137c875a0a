package dev.bellows.testkit.contract;

import dev.bellows.Patience;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Waiting where time passes by itself. */
interface RealTime extends ContractCluster {
    @Override
    default <T> T await(CompletableFuture<T> future) {
        return Patience.join(future);
    }

    @Override
    default void until(String what, BooleanSupplier condition) {
        Patience.until(what, condition);
    }
}
