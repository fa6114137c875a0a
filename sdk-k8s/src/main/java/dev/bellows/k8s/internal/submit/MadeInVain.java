package dev.bellows.k8s.internal.submit;

import dev.bellows.k8s.internal.supervise.Action;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.Failure;
import dev.bellows.run.RunId;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * The record of a submission that was refused without knowing whether it was made, or will be by a call that is still under way: it is looked
 * for, and taken back unless another process has gone on with it.
 */
final class MadeInVain {
    /** How long the API server may be away. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** For longer than this no call is under way. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final ClusterPort cluster;
    private final TimeSource time;
    private final RunId run;
    private final Predicate<RunRecord> sent;
    private final RunResult refused;
    private final long since;

    /**
     * A record that may be there.
     *
     * @param sent whether a record is one that the submission sent
     * @param refusal why it was refused
     */
    MadeInVain(ClusterPort cluster, TimeSource time, RunId run, Predicate<RunRecord> sent, Refusal refusal) {
        this.cluster = cluster;
        this.time = time;
        this.run = run;
        this.sent = sent;
        Failure failure = Failure.of(refusal.kind(), refusal.reason());
        this.refused = new RunResult(run, RunStatus.FAILED, 1, Optional.of(failure), Timings.NONE, List.of());
        this.since = time.nanoTime();
    }

    void undo() {
        cluster.get(ObjectKind.CONFIG_MAPS, run.namespace(), run.runName()).whenComplete((map, error) -> {
            if (error != null) {
                again(ClusterException.in(error).isNotFound() ? UNDER_WAY : PATIENCE);
            } else if (sent.test(RunRecord.of(map))) {
                takeBack(map.getMetadata().getUid());
            }
        });
    }

    /** The reason is written before it goes, and a process that was faster keeps it. */
    private void takeBack(String uid) {
        Action.RollBack action = new Action.RollBack(uid, Optional.empty(), refused);
        new RecordWriter(cluster, run)
                .takenBack(action, cluster.serverTime().orElseGet(time::wallTime))
                .thenCompose(facts -> facts.isGoneOnWith(Optional.empty())
                        ? CompletableFuture.<Void>completedFuture(null)
                        : cluster.delete(
                                ObjectKind.CONFIG_MAPS,
                                run.namespace(),
                                run.runName(),
                                DeleteMode.BACKGROUND.only(uid)))
                .exceptionally(error -> {
                    again(PATIENCE);
                    return null;
                });
    }

    private void again(Duration patience) {
        if (time.nanoTime() - since < patience.toNanos()) {
            time.after(PAUSE, this::undo);
        }
    }
}
