package dev.bellows.run;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a sweep removes. It only ever touches runs of its own client, and of them only what has ended: it judges by what records say, by
 * drivers that have ended, and by age. A run whose process died before it could record its end counts as ended with its driver, an hour
 * after that at the earliest. Immutable; each method returns a changed policy.
 *
 * @param namespace the namespace; empty for the connection's
 * @param keep how long ended runs stay, by how they ended; an outcome that is not named stays as long as the run's own
 *     {@link RunOptions#retention()} says
 * @param sparkSubmitAge the age from which Services and ConfigMaps count as left over that spark-submit, not Bellows, has made; empty
 *     to leave them alone
 * @param isDryRun whether only to tell what would go
 */
public record SweepPolicy(
        Optional<String> namespace,
        Map<RunStatus, Duration> keep,
        Optional<Duration> sparkSubmitAge,
        boolean isDryRun) {
    /** Less than this may be a submission under way. */
    private static final Duration LEAST_ORPHAN_AGE = Duration.ofHours(1);

    /** Checks that only ended runs are named, and no age is negative. */
    public SweepPolicy {
        keep.forEach((status, age) -> {
            if (!status.isFinal()) {
                throw new IllegalArgumentException("keep: " + status
                        + " (expected: how a run ended, such as SUCCEEDED; open runs are never swept)");
            }
            if (age.isNegative()) {
                throw new IllegalArgumentException("keep: " + status + " for " + age + " (expected: >= PT0S)");
            }
        });
        sparkSubmitAge.ifPresent(age -> {
            if (age.compareTo(LEAST_ORPHAN_AGE) < 0) {
                throw new IllegalArgumentException("sparkSubmitOrphans: " + age + " (expected: >= " + LEAST_ORPHAN_AGE
                        + "; what is younger may belong to a submission under way)");
            }
        });
        keep = Collections.unmodifiableMap(keep.isEmpty() ? Map.of() : new EnumMap<>(keep));
    }

    /** Ended runs whose own retention is over, and failed driver pods that were kept for their log long enough. */
    public static SweepPolicy byRetention() {
        return new SweepPolicy(Optional.empty(), Map.of(), Optional.empty(), false);
    }

    /** All runs that ended so long ago, whatever their own retention says. */
    public static SweepPolicy endedBefore(Duration age) {
        SweepPolicy policy = byRetention();
        for (RunStatus status : RunStatus.values()) {
            policy = status.isFinal() ? policy.keep(status, age) : policy;
        }
        return policy;
    }

    /** Runs that ended in this way stay so long. */
    public SweepPolicy keep(RunStatus outcome, Duration age) {
        Map<RunStatus, Duration> changed = new EnumMap<>(RunStatus.class);
        changed.putAll(keep);
        changed.put(outcome, age);
        return new SweepPolicy(namespace, changed, sparkSubmitAge, isDryRun);
    }

    /** In another namespace. */
    public SweepPolicy namespace(String name) {
        return new SweepPolicy(Optional.of(name), keep, sparkSubmitAge, isDryRun);
    }

    /**
     * Also Services and ConfigMaps that spark-submit, or a driver that it started, has left behind: older than this, owned by nothing,
     * and of an application without a pod. They carry no client's name: ask for it only where nobody else runs Spark outside of pods.
     *
     * @param age at least an hour
     */
    public SweepPolicy sparkSubmitOrphans(Duration age) {
        return new SweepPolicy(namespace, keep, Optional.of(age), isDryRun);
    }

    /** Nothing is removed; the report tells what would be. */
    public SweepPolicy dryRun() {
        return new SweepPolicy(namespace, keep, sparkSubmitAge, true);
    }
}
