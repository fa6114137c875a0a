package dev.bellows.testkit.internal.invariant;

import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.virtual.VirtualTime;
import java.util.function.Consumer;

/**
 * What must hold of all that reaches the API server.
 *
 * @param calls how many calls there are
 * @param secrets what is written
 * @param ownWrites what changes are decided on
 * @param openRuns what is deleted
 */
public record ApiInvariants(BoundedCalls calls, NoSecrets secrets, OwnWrites ownWrites, OpenRuns openRuns) {
    /** Watches from now on. */
    public static ApiInvariants of(ClusterStore store, VirtualTime time, Consumer<String> violations) {
        return new ApiInvariants(
                new BoundedCalls(time, violations),
                new NoSecrets(store, violations),
                new OwnWrites(violations),
                new OpenRuns(store, violations));
    }
}
