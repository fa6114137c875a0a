package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.RunStatus;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The one table by which a run as a whole moves. What has ended stays as it ended. */
final class RunTransitions {
    private static final Set<RunStatus> FINAL =
            EnumSet.of(RunStatus.SUCCEEDED, RunStatus.FAILED, RunStatus.CANCELLED, RunStatus.LOST);
    private static final Map<RunStatus, Set<RunStatus>> TABLE = new EnumMap<>(RunStatus.class);

    static {
        TABLE.put(
                RunStatus.QUEUED,
                EnumSet.of(RunStatus.ACTIVE, RunStatus.BACKING_OFF, RunStatus.FAILED, RunStatus.CANCELLED));
        from(RunStatus.ACTIVE, RunStatus.BACKING_OFF);
        from(RunStatus.BACKING_OFF, RunStatus.ACTIVE);
    }

    private RunTransitions() {}

    static boolean allows(RunStatus from, RunStatus to) {
        return TABLE.getOrDefault(from, Set.of()).contains(to);
    }

    /** A run that the cluster knows may end in any way: another process may have seen what this one has not. */
    private static void from(RunStatus from, RunStatus... open) {
        Set<RunStatus> next = EnumSet.copyOf(FINAL);
        next.addAll(Set.of(open));
        TABLE.put(from, next);
    }
}
