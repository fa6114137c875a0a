package dev.bellows.conformance.cluster;

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
    private NodeFailures() {}

    static List<RealFailure> all() {
        return List.of(
                RealFailure.of(FailureKind.START_TIMEOUT, "the only node is full", NodeFailures::full)
                        .saying("PT30S", "Insufficient " + Seat.RESOURCE),
                RealFailure.of(FailureKind.START_TIMEOUT, "the only node is cordoned", NodeFailures::cordoned)
                        .saying("PT1M40S", "1 node(s) were unschedulable"),
                RealFailure.of(FailureKind.EVICTED, "the node is cordoned and drained", NodeFailures::drained)
                        .saying("EvictionByEvictionAPI"),
                RealFailure.of(FailureKind.PREEMPTED, "a more important pod needs the place", NodeFailures::preempted)
                        .saying("PreemptionByScheduler"));
    }

    private static RunResult full(FailureSite site) {
        try (Seat seat = Seat.on(site)) {
            seat.takenBy("first", "");
            return site.run(seat.of(good()), options().startTimeout(Duration.ofSeconds(30)));
        }
    }

    /** Longer than it takes to find that no node will ever do: this one may be set free. */
    private static RunResult cordoned(FailureSite site) {
        try (CordonedNode node = CordonedNode.of(site.admin())) {
            assertThat(node.takesPods()).isFalse();
            return site.run(good(), options().startTimeout(Duration.ofSeconds(100)));
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
