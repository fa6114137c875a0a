package dev.bellows.k8s.internal.executors;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.run.RunId;
import dev.bellows.run.Scaling.Decision;
import dev.bellows.run.Scaling.Outcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Has done what was decided about executors: deletes the pods of those that go, each only if it is the very one that was meant. */
final class Deletions {
    private final ClusterPort cluster;
    private final RunId run;

    Deletions(ClusterPort cluster, RunId run) {
        this.cluster = cluster;
        this.run = run;
    }

    /** The decisions as they came out. */
    CompletableFuture<List<Decision>> perform(List<Decision> planned, Reading reading) {
        List<CompletableFuture<Decision>> done =
                planned.stream().map(decision -> perform(decision, reading)).toList();
        return CompletableFuture.allOf(done.toArray(CompletableFuture[]::new))
                .thenApply(all -> done.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<Decision> perform(Decision decision, Reading reading) {
        if (decision.outcome() != Outcome.RELEASED) {
            return CompletableFuture.completedFuture(decision);
        }
        PodSight pod = reading.alive(decision.executor()).orElseThrow();
        return cluster.delete(ObjectKind.PODS, run.namespace(), pod.name(), DeleteMode.BACKGROUND.only(pod.uid()))
                .handle((nothing, error) -> error == null ? decision : refused(decision, ClusterException.in(error)));
    }

    private static Decision refused(Decision decision, ClusterException problem) {
        boolean gone = problem.isNotFound() || problem.isConflict();
        return new Decision(
                decision.at(),
                decision.executor(),
                gone ? Outcome.UNKNOWN : Outcome.FAILED,
                gone ? "it was gone already" : String.valueOf(problem.getMessage()));
    }
}
