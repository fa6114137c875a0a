package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptResult;
import dev.bellows.run.Change;
import dev.bellows.run.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says whether quotas have room for what a remedy makes of a job. Pure. */
final class Growth {
    private final List<Change> changes;
    private final JobSizes sizes;

    private Growth(List<Change> changes, JobSizes sizes) {
        this.changes = changes;
        this.sizes = sizes;
    }

    /** Whether the next attempt asks for more than this one. */
    static boolean isIn(AttemptResult end) {
        return end.changes().stream().anyMatch(change -> isMemory(change));
    }

    /** What keeps the next attempt from having its driver and least executors; empty if nothing does. */
    static Optional<String> lack(Supervision state, List<Change> changes, List<QuotaFacts> quotas) {
        Optional<JobSizes> sizes = state.record().flatMap(RecordFacts::sizes);
        return sizes.flatMap(now -> new Growth(changes, now).lack(state, quotas));
    }

    /** The failure of a run that ends because its next attempt has no room. */
    static Failure withLack(Failure failure, String lack) {
        List<String> evidence = new ArrayList<>(failure.evidence());
        evidence.add(lack);
        return new Failure(
                failure.kind(),
                failure.reason(),
                "Free quota or raise it: " + lack + ". Otherwise: " + failure.advice(),
                evidence,
                failure.exitCode(),
                failure.lastLines(),
                failure.executors(),
                failure.deaths());
    }

    private Optional<String> lack(Supervision state, List<QuotaFacts> quotas) {
        long needed = grown("driver", sizes.driver()) + sizes.executors() * grown("executors", sizes.executor());
        long own = counted(state);
        return quotas.stream()
                .filter(quota -> quota.freeMib() + own < needed)
                .findFirst()
                .map(quota -> "another attempt with " + asked() + " needs " + needed + "Mi, and quota " + quota.quota()
                        + " leaves " + (quota.freeMib() + own) + "Mi of " + quota.resource());
    }

    /** What this attempt's pods still count in a quota, and will not when the next one begins. */
    private long counted(Supervision state) {
        long executors = state.executors().values().stream()
                .filter(pod -> !pod.hasEnded())
                .count();
        boolean driver = state.driver().filter(pod -> !pod.hasEnded()).isPresent();
        return executors * sizes.executor().limit() + (driver ? sizes.driver().limit() : 0);
    }

    private long grown(String role, JobSizes.Role now) {
        return now.limit()
                + changes.stream()
                        .filter(change -> isMemory(change) && change.field().startsWith(role + "."))
                        .mapToLong(change -> now.growth(change.field().endsWith(".memory"), step(change)))
                        .sum();
    }

    private String asked() {
        return changes.stream()
                .filter(Growth::isMemory)
                .map(change -> change.field() + " " + change.to())
                .reduce((one, other) -> one + " and " + other)
                .orElse("");
    }

    private static boolean isMemory(Change change) {
        return change.field().endsWith(".memory") || change.field().endsWith(".memoryOverhead");
    }

    private static long step(Change change) {
        return mib(change.to()) - mib(change.from());
    }

    private static long mib(String amount) {
        return Long.parseLong(amount.replace("Mi", ""));
    }
}
