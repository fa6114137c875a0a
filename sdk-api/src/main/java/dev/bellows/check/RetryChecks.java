package dev.bellows.check;

import dev.bellows.compile.Footprint;
import dev.bellows.compile.ResourceCalculator;
import dev.bellows.job.Memory;
import dev.bellows.job.SparkJob;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Remedy;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks whether a policy for failed attempts makes sense for a job. Pure. */
public final class RetryChecks {
    private static final String FIELD = "options.retry";
    private static final String REMEDY = FIELD + ".remedy.";
    private static final String PARTITIONS = "spark.sql.shuffle.partitions";
    private static final String DEFAULT_PARTITIONS = "200";

    private final SparkJob job;
    private final Retry retry;
    private final Findings findings = new Findings();

    private RetryChecks(SparkJob job, Retry retry) {
        this.job = job;
        this.retry = retry;
    }

    /** All problems of a job with the policy of its options. */
    public static List<Problem> check(SparkJob job, RunOptions options) {
        RetryChecks checks = new RetryChecks(job, options.retry());
        checks.checkPolicy();
        options.retry().remedy().ifPresent(checks::checkRemedy);
        return checks.findings.sorted();
    }

    private void checkPolicy() {
        boolean more = !retry.kinds().isEmpty()
                || retry.budget().isPresent()
                || retry.resetAfter().isPresent()
                || retry.remedy().isPresent();
        if (retry.attempts() == 1 && more) {
            findings.report(RetryProblem.RETRY_WITHOUT_ATTEMPTS, FIELD, "1 attempt", "2 attempts or more");
        }
        retry.kinds().stream()
                .filter(kind -> !kind.endsAttempt() || (kind == FailureKind.LOST && !retry.whenUnreachable()))
                .sorted()
                .forEach(kind -> findings.report(
                        RetryProblem.RETRY_KIND, FIELD + ".kinds", kind.name(), "failures that end an attempt"));
    }

    private void checkRemedy(Remedy remedy) {
        Footprint footprint = ResourceCalculator.of(job).footprint();
        checkMemory("driverMemory", remedy.driverMemory(), footprint.driver().memoryMib(), FailureKind.DRIVER_OOM);
        checkMemory(
                "executorMemory", remedy.executorMemory(), footprint.executor().memoryMib(), FailureKind.EXECUTOR_OOM);
        remedy.shufflePartitions().ifPresent(ceiling -> {
            String now = job.conf().getOrDefault(PARTITIONS, DEFAULT_PARTITIONS);
            if (now.matches("\\d{1,8}") && ceiling <= Integer.parseInt(now)) {
                findings.report(
                        RetryProblem.REMEDY_CEILING,
                        REMEDY + "shufflePartitions",
                        Integer.toString(ceiling),
                        "more than " + now);
            }
            checkUsed("shufflePartitions", FailureKind.SHUFFLE);
        });
        if (remedy.onDemandAfter().isPresent()) {
            if (job.spot().isEmpty()) {
                findings.report(
                        RetryProblem.REMEDY_UNUSED,
                        REMEDY + "onDemandAfter",
                        "a job without spot()",
                        "one on spot nodes");
            }
            checkUsed("onDemandAfter", FailureKind.EVICTED, FailureKind.PREEMPTED, FailureKind.NODE_LOST);
        }
        if (remedy.otherNode()) {
            checkUsed("otherNode", FailureKind.IMAGE, FailureKind.VOLUME);
        }
    }

    private void checkMemory(String field, Optional<Memory> ceiling, long now, FailureKind kind) {
        ceiling.ifPresent(memory -> {
            if (memory.mebibytes().orElse(0) <= now) {
                findings.report(
                        RetryProblem.REMEDY_CEILING, REMEDY + field, memory.toString(), "more than " + now + "m");
            }
            checkUsed(field, kind);
        });
    }

    private void checkUsed(String field, FailureKind... mended) {
        if (Stream.of(mended).noneMatch(retry::takes)) {
            findings.report(
                    RetryProblem.REMEDY_UNUSED, REMEDY + field, "on " + retry.kinds(), "one of " + List.of(mended));
        }
    }
}
