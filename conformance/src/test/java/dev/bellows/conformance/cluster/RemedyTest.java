package dev.bellows.conformance.cluster;

import static dev.bellows.conformance.Watching.await;
import static dev.bellows.conformance.failures.FailureSite.job;
import static dev.bellows.conformance.failures.FailureSite.options;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.job.Memory;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.run.AttemptResult;
import dev.bellows.run.Change;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Remedy;
import dev.bellows.run.Retry;
import dev.bellows.run.RunResult;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs that a real kernel kills at their limit, and that are given more. */
@Tag("cluster")
@Tag("slow")
class RemedyTest {
    private static final Retry RETRY = Retry.upTo(3).backoff(ofSeconds(1), ofSeconds(1));

    @RegisterExtension
    static final TestNamespace namespace = new TestNamespace();

    @Test
    void a_driver_that_dies_at_its_limit_succeeds_with_more_and_the_result_says_so() {
        RunResult result = run(
                job(SampleJobs.HUNGRY_DRIVER, "750"), RETRY.remedy(Remedy.none().driverMemory(Memory.gib(3))));

        assertThat(result.succeeded()).as(result.report()).isTrue();
        assertThat(result.attempts()).isBetween(2, 3);
        assertThat(changes(result).get(0))
                .isEqualTo(
                        new Change("driver.memoryOverhead", "384Mi", "640Mi", "it was killed at its limit of 984Mi"));
        assertThat(result.report())
                .contains("SUCCEEDED after " + result.attempts() + " attempts", "1. DRIVER_OOM after ")
                .contains("then driver.memoryOverhead: 384Mi -> 640Mi, because it was killed at its limit of 984Mi");
    }

    @Test
    void executors_that_die_at_their_limit_are_given_more() {
        RunResult result = run(
                job(SampleJobs.HUNGRY_EXECUTORS, "800").conf("spark.task.maxFailures", "2"),
                RETRY.remedy(Remedy.none().executorMemory(Memory.gib(3))));

        assertThat(result.succeeded()).as(result.report()).isTrue();
        assertThat(result.attempts()).isBetween(2, 3);
        assertThat(result.earlier())
                .allSatisfy(attempt -> assertThat(attempt.failure().kind()).isEqualTo(FailureKind.EXECUTOR_OOM));
        assertThat(changes(result).get(0))
                .isEqualTo(new Change(
                        "executors.memoryOverhead", "384Mi", "640Mi", "it was killed at its limit of 984Mi"));
    }

    @Test
    void a_driver_is_not_given_more_than_the_quota_leaves() {
        ResourceQuota quota = new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("team")
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of("limits.memory", new Quantity("2100Mi")))
                .endSpec()
                .build();
        namespace.admin().resource(quota).inNamespace(namespace.name()).create();
        try {
            RunResult result = run(
                    job(SampleJobs.HUNGRY_DRIVER, "4096"),
                    RETRY.remedy(Remedy.none().driverMemory(Memory.gib(3))));

            assertThat(result.attempts()).isOne();
            assertThat(result.failure().orElseThrow().kind()).isEqualTo(FailureKind.DRIVER_OOM);
            assertThat(result.failure().orElseThrow().advice())
                    .startsWith(
                            "Free quota or raise it: another attempt with driver.memoryOverhead 640Mi needs 2224Mi, and"
                                    + " quota team leaves 2100Mi of limits.memory.");
        } finally {
            namespace.admin().resource(quota).inNamespace(namespace.name()).delete();
        }
    }

    private static RunResult run(SparkJobBuilder job, Retry retry) {
        SparkRun run = namespace.spark().submit(job.build(), options().retry(retry));
        RunResult result = await(run.result());
        await(run.forget());
        return result;
    }

    private static List<Change> changes(RunResult result) {
        return result.earlier().stream()
                .map(AttemptResult::changes)
                .flatMap(List::stream)
                .toList();
    }
}
