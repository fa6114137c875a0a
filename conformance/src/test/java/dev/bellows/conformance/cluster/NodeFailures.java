package dev.bellows.conformance.cluster;

import static dev.bellows.conformance.Watching.await;
import static dev.bellows.conformance.failures.FailureSite.endless;
import static dev.bellows.conformance.failures.FailureSite.good;
import static dev.bellows.conformance.failures.FailureSite.options;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.failures.FailureSite;
import dev.bellows.conformance.failures.RealFailure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What happens to pods when their node takes no more of them. Nothing else can happen on it meanwhile. */
final class NodeFailures {
    private static final Duration LIMIT = Duration.ofHours(1);

    private NodeFailures() {}

    static List<RealFailure> all() {
        return List.of(
                RealFailure.of(FailureKind.START_TIMEOUT, "the only node is full", NodeFailures::full)
                        .saying("PT1H", "Insufficient " + Seat.RESOURCE),
                RealFailure.of(FailureKind.START_TIMEOUT, "the only node is cordoned", NodeFailures::cordoned)
                        .saying("PT1H", "1 node(s) were unschedulable"),
                RealFailure.of(FailureKind.EVICTED, "the node is cordoned and drained", NodeFailures::drained)
                        .saying("EvictionByEvictionAPI"),
                RealFailure.of(FailureKind.PREEMPTED, "a more important pod needs the place", NodeFailures::preempted)
                        .saying("PreemptionByScheduler"));
    }

    private static RunResult full(FailureSite site) {
        try (Seat seat = Seat.on(site)) {
            seat.takenBy("first", "");
            return site.outwait(
                    seat.of(good()),
                    options().startTimeout(LIMIT),
                    run -> FailureSite.until(run, event -> event.contains("Insufficient " + Seat.RESOURCE)),
                    LIMIT);
        }
    }

    /** After a minute the SDK looks whether any node will ever do: this one may be set free. */
    private static RunResult cordoned(FailureSite site) {
        try (CordonedNode node = CordonedNode.of(site.admin())) {
            assertThat(node.takesPods()).isFalse();
            return site.outwait(
                    good(),
                    options().startTimeout(LIMIT),
                    (run, connection) -> {
                        FailureSite.until(run, event -> event.contains("were unschedulable"));
                        connection.skip(FailureSite.A_MINUTE);
                        await(run.describe());
                    },
                    LIMIT);
        }
    }

    private static RunResult drained(FailureSite site) {
        return site.disturb(endless(), pod -> {
            try (CordonedNode node = CordonedNode.of(site.admin())) {
                assertThat(node.takesPods()).isFalse();
                assertThat(pod.evict()).isTrue();
                pod.waitUntilCondition(
                        gone -> gone == null || gone.getMetadata().getDeletionTimestamp() != null, 1, TimeUnit.MINUTES);
            }
        });
    }

    private static RunResult preempted(FailureSite site) {
        try (Seat seat = Seat.on(site)) {
            return site.disturb(
                    seat.of(endless()),
                    pod -> seat.takenBy("important", seat.first().getMetadata().getName()));
        }
    }
}
