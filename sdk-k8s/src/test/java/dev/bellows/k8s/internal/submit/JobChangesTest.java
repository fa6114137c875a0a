package dev.bellows.k8s.internal.submit;

import static dev.bellows.job.Memory.mib;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.job.Spot;
import dev.bellows.job.SpotPlatform;
import dev.bellows.job.pod.NodeRule;
import dev.bellows.k8s.internal.supervise.JobSizes;
import dev.bellows.run.AttemptResult;
import dev.bellows.run.Change;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Timings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobChangesTest {
    private static SparkJobBuilder job() {
        return SparkJob.builder()
                .name("daily")
                .image("registry.example.com/spark:4.1.1")
                .jar("local:///opt/app/daily.jar", "com.acme.Daily")
                .executors(e -> e.count(3).memory(mib(512)));
    }

    private static SparkJob after(SparkJob job, Change... changes) {
        List<AttemptResult> ended = Arrays.stream(changes)
                .map(change ->
                        new AttemptResult(1, Failure.of(FailureKind.DRIVER_OOM, ""), Timings.NONE, List.of(change)))
                .toList();
        return JobChanges.after(job, ended);
    }

    @Test
    void the_sizes_are_those_of_the_pods() {
        assertThat(JobChanges.sizes(job().build()))
                .isEqualTo(new JobSizes(
                        new JobSizes.Role(1024, 384, 1408), new JobSizes.Role(512, 384, 896), 3, 200, false));
    }

    @Test
    void memory_takes_the_place_of_what_said_it_otherwise() {
        SparkJob job = job().executors(e -> e.memoryOverheadFactor(0.9)).build();

        SparkJob changed = after(
                job,
                new Change("executors.memoryOverhead", "460Mi", "716Mi", ""),
                new Change("executors.memory", "512Mi", "768Mi", ""),
                new Change("driver.memory", "1024Mi", "1408Mi", ""));

        assertThat(JobChanges.sizes(changed))
                .isEqualTo(new JobSizes(
                        new JobSizes.Role(1408, 384, 1792), new JobSizes.Role(768, 716, 1484), 3, 200, false));
    }

    @Test
    void partitions_are_conf() {
        SparkJob changed = after(job().build(), new Change("conf.spark.sql.shuffle.partitions", "200", "400", ""));

        assertThat(changed.conf()).containsEntry("spark.sql.shuffle.partitions", "400");
    }

    @Test
    void a_job_that_leaves_spot_nodes_avoids_them_with_all_its_pods() {
        SparkJob spot = job().spot(Spot.on(SpotPlatform.KARPENTER)).build();

        SparkJob changed = after(spot, new Change("spot", "spot nodes", "nodes on demand", ""));

        String label = SpotPlatform.KARPENTER.nodes().key();
        assertThat(changed.spot()).isEmpty();
        assertThat(changed.driverShape().nodeRules()).extracting(NodeRule::key).containsExactly(label);
        assertThat(changed.executorShape().nodeRules())
                .extracting(NodeRule::operator)
                .containsExactly("NotIn");
    }

    @Test
    void nodes_that_made_trouble_add_up_for_the_driver_alone() {
        SparkJob changed = after(
                job().build(),
                new Change("driver.pod.nodeRules", "node-1", "any other node", ""),
                new Change("driver.pod.nodeRules", "node-2", "any other node", ""));

        assertThat(changed.driverShape().nodeRules())
                .containsExactly(
                        NodeRule.notIn("kubernetes.io/hostname", "node-1"),
                        NodeRule.notIn("kubernetes.io/hostname", "node-2"));
        assertThat(changed.executorShape().nodeRules()).isEmpty();
    }

    @Test
    void a_change_that_the_checks_refuse_is_left_out() {
        SparkJob job = job().build();

        assertThat(after(job, new Change("executors.memory", "512Mi", "1Mi", "")))
                .isEqualTo(job);
    }

    private static AttemptResult end(int number, Change... changes) {
        return new AttemptResult(number, Failure.of(FailureKind.DRIVER_OOM, ""), Timings.NONE, List.of(changes));
    }

    @Test
    void old_attempts_are_remembered_while_the_job_would_be_another_without_them() {
        Change memory = new Change("driver.memory", "1024Mi", "1280Mi", "");
        Change more = new Change("driver.memory", "1280Mi", "1600Mi", "");
        Change spot = new Change("spot", "spot nodes", "nodes on demand", "");
        Change node = new Change("driver.pod.nodeRules", "node-1", "any other node", "");
        List<AttemptResult> ended =
                List.of(end(1), end(2, memory), end(3, memory, spot), end(4, node), end(5, more), end(6), end(7));

        assertThat(JobChanges.outdated(ended, end(21))).containsExactly(1);
        assertThat(JobChanges.outdated(ended, end(24))).containsExactly(1, 2, 4);
        assertThat(JobChanges.outdated(ended, end(27, more))).containsExactly(1, 2, 4, 5, 6, 7);
    }

    /** However many attempts there are, one for each thing that can be changed stays, and the last twenty. */
    @Test
    void a_record_remembers_no_more_than_a_few_attempts() {
        List<AttemptResult> ended = new ArrayList<>();
        for (int number = 1; number <= 500; number++) {
            AttemptResult last = end(
                    number,
                    new Change("driver.memory", number + "Mi", number + 1 + "Mi", ""),
                    new Change("driver.pod.nodeRules", "node-" + number, "any other node", ""));
            List<Integer> outdated = JobChanges.outdated(ended, last);
            ended.removeIf(old -> outdated.contains(old.number()));
            ended.add(last);
            assertThat(ended).hasSizeLessThanOrEqualTo(26);
        }
    }
}
