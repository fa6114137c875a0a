package dev.bellows.testkit;

import dev.bellows.testkit.fault.FaultKind;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the runtime does not stand yet, and the exhaustive and random tests therefore leave out. Only ever gets shorter.
 *
 * <ul>
 *   <li>{@code LABELS_REMOVED}: a driver without labels is never heard of again; the run ends as START_TIMEOUT or never.
 *   <li>{@code RECORD_DELETED}: the end of the driver is seen before that of its record, and the run ends as DRIVER_DELETED in place of
 *       CANCELLED; a second service may end as NAME_TAKEN while the old driver goes.
 *   <li>{@code UNAUTHORIZED}: 401 once is not tried again; a service that is refused so takes a run back that another has adopted.
 *   <li>{@code STALE_READ}: a record read from a server that lags behind makes a decision fail, or a run stand still.
 *   <li>{@code API_SERVER_DOWN} with two services: one may be told DRIVER_DELETED when the other has cleaned up meanwhile.
 *   <li>A watch that is silent from its opening, or an outage, when a run is cancelled: the driver's end is missed.
 *   <li>Two long pauses: the start timeout and the submission's deadline pass judgement before the news that waited is heard.
 *   <li>A create whose answers are lost, and a driver that is deleted meanwhile: the driver that is going is not taken for the attempt's
 *       own, and a second one of the same attempt is made and runs.
 * </ul>
 */
final class KnownGaps {
    private static final Set<FaultKind> FAULTS = EnumSet.of(
            FaultKind.LABELS_REMOVED, FaultKind.RECORD_DELETED, FaultKind.UNAUTHORIZED, FaultKind.STALE_READ);

    private KnownGaps() {}

    /** Whether a fault is tried alone in a plot. */
    static boolean isTried(Plot plot, FaultKind fault) {
        boolean silence = fault == FaultKind.HANG || fault == FaultKind.STUCK || fault == FaultKind.WATCH_FALLS_SILENT;
        boolean outage = fault == FaultKind.API_SERVER_DOWN;
        return !FAULTS.contains(fault)
                && !((silence || outage) && plot.equals(Plot.CANCELLED))
                && !(outage && plot.services() > 1);
    }

    /** Whether a fault is tried in a plot together with others. */
    static boolean isTriedWithOthers(Plot plot, FaultKind fault) {
        return isTried(plot, fault) && fault != FaultKind.PROCESS_PAUSES && fault != FaultKind.DRIVER_DELETED;
    }
}
