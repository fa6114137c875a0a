package dev.bellows.k8s.internal.sweep;

import dev.bellows.k8s.internal.supervise.PodFacts;
import dev.bellows.k8s.internal.supervise.RecordFacts;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SweepReport.Leftover;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a sweep knows of a client, as it was listed.
 *
 * @param runs the runs whose records can be read
 * @param unread records that cannot be judged
 * @param drivers the driver pods
 * @param executorOwners the UIDs of the drivers that have executors
 * @param orphans what spark-submit left and no pod needs; empty unless it was asked for
 */
record SweepFacts(
        List<Run> runs, List<Leftover> unread, List<Driver> drivers, Set<String> executorOwners, List<Orphan> orphans) {
    SweepFacts withExecutorOwners(Set<String> owners) {
        return new SweepFacts(runs, unread, drivers, owners, orphans);
    }

    SweepFacts withOrphans(List<Orphan> found) {
        return new SweepFacts(runs, unread, drivers, executorOwners, found);
    }

    /**
     * A run.
     *
     * @param id what names it
     * @param record what its record says
     * @param ended when it ended, in the API server's time
     */
    record Run(RunId id, RecordFacts record, Optional<Instant> ended) {}

    /**
     * A driver pod.
     *
     * @param run the name of its run
     * @param pod what it says of itself
     * @param application its application id; empty if it has none
     * @param ended when its Spark container ended, if it has
     * @param options how the run is run that the pod alone makes up until its record is written
     */
    record Driver(
            String run, PodFacts pod, String application, Optional<Instant> ended, Optional<RunOptions> options) {}

    /**
     * An object that no pod needs.
     *
     * @param isService whether it is a Service, or else a ConfigMap
     * @param name its name
     * @param uid its UID
     * @param created when it was made
     */
    record Orphan(boolean isService, String name, String uid, Instant created) {}
}
