package dev.bellows.k8s.internal.executors;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.run.Executor;
import dev.bellows.run.RunId;
import dev.bellows.run.ScaleDown;
import dev.bellows.run.Scaling.Decision;
import dev.bellows.run.Scaling.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a run's executors from time to time, keeps their marks up to date and does what a policy says, until the run has ended or is no
 * longer watched. Thread-safe.
 */
final class Tending {
    private static final Logger LOG = LoggerFactory.getLogger(Tending.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int FORBIDDEN = 403;

    private final ClusterPort cluster;
    private final RunId run;
    private final Readings readings;
    private final Deletions deletions;
    private final OneByOne requests;
    private final DecisionLog log;
    private final Turns turns;

    /** What was decided last: only what changes is told. */
    private final Map<Integer, Outcome> told = new HashMap<>();

    private @Nullable ScaleDown policy;
    private @Nullable Instant acted;
    private boolean marks = true;

    Tending(ClusterPort cluster, RunId run, Readings readings, OneByOne requests, DecisionLog log, Turns turns) {
        this.cluster = cluster;
        this.run = run;
        this.readings = readings;
        this.deletions = new Deletions(cluster, run, readings);
        this.requests = requests;
        this.log = log;
        this.turns = turns;
    }

    /** Follows a policy from now on. */
    synchronized void follow(ScaleDown next) {
        boolean first = policy == null;
        policy = next;
        if (first) {
            turns.later(Duration.ZERO, this::look);
        }
    }

    private void look() {
        if (!turns.goOn()) {
            return;
        }
        readings.look().thenCompose(this::act).whenComplete((done, error) -> {
            if (error != null) {
                LOG.debug("the executors of run {} cannot be seen to: {}", run, error.toString());
            }
            turns.later(INTERVAL, this::look);
        });
    }

    /** A reading that others' looks have made to last is acted on once. */
    private CompletableFuture<Void> act(Reading reading) {
        if (isActedOn(reading)) {
            return CompletableFuture.completedFuture(null);
        }
        ScaleDown current = current();
        List<Decision> planned = ScaleDownPlan.of(current, reading);
        return planned.stream().anyMatch(decision -> decision.outcome() == Outcome.RELEASED)
                ? requests.next(() ->
                        readings.anew().thenCompose(sure -> perform(ScaleDownPlan.of(current, sure), sure)))
                : perform(planned, reading);
    }

    private CompletableFuture<Void> perform(List<Decision> planned, Reading reading) {
        actOn(reading);
        return deletions
                .perform(planned, reading, current().keepAtLeast())
                .thenAccept(made -> tell(made, reading))
                .thenCompose(told -> mark(reading));
    }

    private synchronized boolean isActedOn(Reading reading) {
        return reading.at().equals(acted);
    }

    private synchronized void actOn(Reading reading) {
        acted = reading.at();
    }

    private synchronized ScaleDown current() {
        return policy == null ? ScaleDown.none() : policy;
    }

    private synchronized void tell(List<Decision> made, Reading reading) {
        // Another attempt's executors have the same numbers.
        told.keySet().removeIf(id -> reading.alive(id).isEmpty());
        log.add(made.stream()
                .filter(decision -> told.put(decision.executor(), decision.outcome()) != decision.outcome())
                .toList());
    }

    private CompletableFuture<Void> mark(Reading reading) {
        if (!marks) {
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.allOf(reading.executors().stream()
                .flatMap(executor -> patched(executor, reading).stream())
                .toArray(CompletableFuture[]::new));
    }

    private Optional<CompletableFuture<?>> patched(Executor executor, Reading reading) {
        return reading.alive(executor.id())
                .flatMap(pod -> Marks.patch(executor, pod, reading.at())
                        .map(patch -> cluster.patch(ObjectKind.POD_METADATA, run.namespace(), pod.name(), patch)
                                .handle((done, error) -> {
                                    if (error != null
                                            && ClusterException.in(error).code() == FORBIDDEN) {
                                        refused();
                                    }
                                    return null;
                                })));
    }

    private synchronized void refused() {
        if (marks) {
            marks = false;
            LOG.warn("run {}: the executors are not marked for autoscalers: the account may not patch pods", run);
        }
    }
}
