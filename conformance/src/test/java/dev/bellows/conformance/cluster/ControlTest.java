package dev.bellows.conformance.cluster;

import static dev.bellows.conformance.SampleJobs.NARROW_END_RESULT;
import static dev.bellows.conformance.SampleJobs.narrowEnd;
import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.NarrowRun;
import dev.bellows.job.SparkVersion;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.ControlReport;
import dev.bellows.run.SparkRun;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Drivers on a real Kubernetes take orders from inside, with no rights but those of the rendered Roles. */
@Tag("cluster")
@Tag("slow")
class ControlTest {
    /** Far longer than an order takes. */
    private static final Duration LAST_TASK = Duration.ofMinutes(2);

    @RegisterExtension
    static final TestNamespace namespace = new TestNamespace();

    @BeforeAll
    static void grant() {
        SparkKubernetes.roles(namespace.name()).withExecutors().withControl().objects().stream()
                .skip(SparkKubernetes.roles(namespace.name()).objects().size())
                .forEach(object -> namespace.admin().resource(object).create());
    }

    @Test
    void a_fixed_number_of_executors_is_given_back_and_nothing_is_computed_again() {
        NarrowRun run = NarrowRun.of(
                namespace.spark(),
                narrowEnd(LAST_TASK)
                        .spark(SparkVersion.V4_1)
                        .image("localhost/spark:4.1.1")
                        .serviceAccount("spark")
                        .control());

        NarrowRun.Given given = run.giveBack();

        System.out.println("control: " + given);
        assertThat(given.released()).hasSize(5);
        assertThat(given.target()).hasValue(1);
        run.watching().result().orThrow();
        assertThat(run.watching().results()).containsExactly(NARROW_END_RESULT);
        assertThat(run.started()).isEqualTo(6);
        await(run.watching().run().forget());
        assertThat(namespace
                        .admin()
                        .secrets()
                        .inNamespace(namespace.name())
                        .list()
                        .getItems())
                .isEmpty();
    }

    @Test
    void an_executor_that_is_told_to_go_is_replaced() {
        NarrowRun narrow = NarrowRun.of(
                namespace.spark(), narrowEnd(LAST_TASK).serviceAccount("spark").control());
        SparkRun run = narrow.watching().run();
        int idle = narrow.idle().get(0);

        ControlReport report = await(run.decommission(idle, 77));

        System.out.println(report);
        assertThat(report.isDone()).isTrue();
        assertThat(report.going()).containsExactly(idle);
        narrow.watching().result().orThrow();
        assertThat(narrow.watching().results()).containsExactly(NARROW_END_RESULT);
        assertThat(narrow.started()).isGreaterThan(6);
        await(run.forget());
    }
}
