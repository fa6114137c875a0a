package dev.bellows.conformance.cluster;

import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import dev.bellows.run.SweepPolicy;
import dev.bellows.run.SweepReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A sweep on a real Kubernetes, with the rights of the rendered Roles and no others. */
@Tag("cluster")
class SweepTest {
    private static final int RUNS = 5;
    private static final SweepPolicy ALL = SweepPolicy.endedBefore(Duration.ZERO);

    @RegisterExtension
    static final TestNamespace namespace = new TestNamespace();

    @Test
    void ended_runs_of_the_client_go_with_all_they_own_and_others_stay() {
        try (SparkKubernetes mine = connect("mine");
                SparkKubernetes other = connect("other")) {
            submitted(other, "other", 1).forEach(run -> await(run.cancel()));
            submitted(mine, "mine", RUNS).forEach(run -> await(run.cancel()));
            SparkRun open = submitted(mine, "open", 1).get(0);
            SweepReport report = await(mine.sweep(ALL));

            assertThat(report.failed()).isEmpty();
            assertThat(report.count(SweepReport.What.RUN)).isEqualTo(RUNS);
            // A record is gone after all that it owns.
            await(namespace
                    .admin()
                    .configMaps()
                    .inNamespace(namespace.name())
                    .withLabel("bellows.dev/client", "mine")
                    .informOnCondition(records -> records.size() == 1));
            assertThat(namespace.objects())
                    .hasSize(4)
                    .filteredOn(object -> object.contains("/other-"))
                    .hasSize(1);
            assertThat(await(mine.describe(open.id())).objects())
                    .as("record, driver, service")
                    .hasSize(3);
        }
    }

    private static SparkKubernetes connect(String client) {
        return SparkKubernetes.connect(namespace.options("bellows-submitter").client(client));
    }

    /** Runs whose drivers ask for a node that there is none of. */
    private static List<SparkRun> submitted(SparkKubernetes spark, String name, int count) {
        List<SparkRun> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SparkRun run = spark.submit(
                    SampleJobs.job(name, SampleJobs.SLEEP, "1")
                            .pod(pod -> pod.nodeSelector("nowhere", "true"))
                            .build(),
                    RunOptions.key(SampleJobs.newKey()));
            await(run.submitted());
            runs.add(run);
        }
        return runs;
    }
}
