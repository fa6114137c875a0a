package dev.bellows.k8s.internal.submit;

import java.util.Optional;

/** What the cluster has told of a run's drivers, beside the answers to calls. */
@FunctionalInterface
public interface Told {
    /** Nobody listens. */
    Told NOTHING = (attempt, recordUid) -> Optional.empty();

    /** The UID of an attempt's driver that was seen, even if it is gone by now. */
    Optional<String> driver(int attempt, String recordUid);
}
