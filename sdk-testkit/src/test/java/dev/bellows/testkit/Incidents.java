package dev.bellows.testkit;

import static dev.bellows.run.FailureKind.DRIVER_DELETED;
import static dev.bellows.run.FailureKind.DRIVER_KILLED;
import static dev.bellows.run.FailureKind.DRIVER_OOM;
import static dev.bellows.run.FailureKind.EVICTED;
import static dev.bellows.run.FailureKind.FORBIDDEN;
import static dev.bellows.run.FailureKind.LOST;
import static dev.bellows.run.FailureKind.NAME_TAKEN;
import static dev.bellows.run.FailureKind.NODE_LOST;
import static dev.bellows.run.FailureKind.NOT_FOUND;
import static dev.bellows.run.FailureKind.PREEMPTED;
import static dev.bellows.run.FailureKind.QUOTA;
import static dev.bellows.run.FailureKind.REJECTED;

import dev.bellows.run.FailureKind;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.testkit.fault.FaultKind;
import java.util.Map;
import java.util.Set;

/** As what a run may end that something happened to. */
final class Incidents {
    /**
     * A pod that is deleted is LOST to whom its labels or its last event did not reach; one on a dead node stays, and is in the way of
     * whoever submits again.
     */
    private static final Map<FaultKind, Set<FailureKind>> ENDS = Map.of(
            FaultKind.DRIVER_EVICTED, Set.of(EVICTED),
            FaultKind.DRIVER_EVICTED_BARE, Set.of(EVICTED),
            FaultKind.DRIVER_OUT_OF_MEMORY, Set.of(DRIVER_OOM),
            FaultKind.DRIVER_PREEMPTED, Set.of(PREEMPTED, LOST, DRIVER_DELETED),
            FaultKind.NODE_DIES, Set.of(NODE_LOST, LOST, NAME_TAKEN),
            FaultKind.NAMESPACE_DELETED, Set.of(DRIVER_DELETED, DRIVER_KILLED, LOST, REJECTED, FORBIDDEN, NOT_FOUND),
            FaultKind.QUOTA_EXCEEDED, Set.of(QUOTA),
            FaultKind.POD_SECURITY_REFUSES, Set.of(REJECTED),
            FaultKind.INVALID, Set.of(REJECTED),
            FaultKind.FORBIDDEN, Set.of(FORBIDDEN));

    private static final Set<FaultKind> PARTING = Set.of(
            FaultKind.NAMESPACE_DELETED,
            FaultKind.QUOTA_EXCEEDED,
            FaultKind.POD_SECURITY_REFUSES,
            FaultKind.INVALID,
            FaultKind.FORBIDDEN);

    private static final Set<FaultKind> SUDDEN = Set.of(
            FaultKind.DRIVER_EVICTED,
            FaultKind.DRIVER_EVICTED_BARE,
            FaultKind.DRIVER_OUT_OF_MEMORY,
            FaultKind.DRIVER_PREEMPTED,
            FaultKind.NODE_DIES);

    private Incidents() {}

    /** Whether a run may have ended, and be forgotten, before another service came to submit it. */
    static boolean endEarly(Set<FaultKind> happened) {
        return happened.stream().anyMatch(SUDDEN::contains);
    }

    /** Whether what was seen last could not be recorded, so that whoever came later could not know it. */
    static boolean unrecorded(Set<FaultKind> happened) {
        return happened.contains(FaultKind.FORBIDDEN)
                && (happened.contains(FaultKind.PROCESS_DIES) || happened.contains(FaultKind.RECORD_DELETED));
    }

    /**
     * Whether a second driver could come of an attempt whose first one is gone: by a call that was given up and came so late that nobody
     * was awake to undo it, or because the first could not be recorded before it went.
     */
    static boolean mayFollow(Set<FaultKind> happened) {
        boolean late = happened.contains(FaultKind.STUCK)
                && (happened.contains(FaultKind.PROCESS_PAUSES) || happened.contains(FaultKind.PROCESS_DIES));
        return late || (happened.contains(FaultKind.API_SERVER_DOWN) && endEarly(happened));
    }

    /** Whether services may part: one was refused what another one was not, or all was taken from under them. */
    static boolean part(Set<FaultKind> happened) {
        return happened.stream().anyMatch(PARTING::contains);
    }

    /** Whether something that happened explains the end. */
    static boolean explain(Set<FaultKind> happened, RunResult end) {
        if (happened.contains(FaultKind.NAMESPACE_DELETED) && end.status() == RunStatus.CANCELLED) {
            return true;
        }
        return end.failure()
                .filter(failure -> happened.stream()
                        .anyMatch(fault -> ENDS.getOrDefault(fault, Set.of()).contains(failure.kind())))
                .isPresent();
    }
}
