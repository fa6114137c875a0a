package dev.bellows.conformance.cluster;

import static dev.bellows.conformance.SampleJobs.newKey;
import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.Agreement;
import dev.bellows.conformance.SampleJobs;
import dev.bellows.conformance.Watching;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.DriverSilence;
import dev.bellows.run.Executor;
import dev.bellows.run.Release;
import dev.bellows.run.ReleaseReport;
import dev.bellows.run.RunOptions;
import dev.bellows.run.ScaleDown;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Executors on a real Kubernetes: driver and pods are reached with no right but those of the rendered Roles. */
@Tag("cluster")
class ExecutorsInViewTest {
    private static final String SAFE_TO_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict";

    @RegisterExtension
    static final TestNamespace namespace = new TestNamespace();

    @Test
    void executors_come_into_view_with_the_right_to_reach_them_and_what_they_hold_agrees_with_spark() {
        Agreement agreement = new Agreement();
        Watching watching = Watching.of(namespace
                .spark()
                .submit(SampleJobs.shuffleProbe(1, 1, 3).serviceAccount("spark").build(), RunOptions.key(newKey())));
        SparkRun run = watching.run();
        run.logs().follow(agreement::line);
        await(run.executorsRunning(1));
        assertThat(await(run.scaling()).silence()).contains(DriverSilence.FORBIDDEN);
        assertThat(await(run.release(Release.idle(Duration.ofSeconds(1)))).released())
                .isEmpty();

        SparkKubernetes.roles(namespace.name()).withExecutors().objects().stream()
                .filter(object -> object.getMetadata().getName().endsWith("-executors"))
                .forEach(ExecutorsInViewTest::grant);
        run.tend(ScaleDown.none());
        Set<String> marks = new TreeSet<>();
        while (!run.result().isDone()) {
            long begun = System.currentTimeMillis();
            ReleaseReport report = await(run.release(Release.idle(Duration.ofSeconds(3))));
            List<Executor> executors = await(run.executors());
            agreement.sample(begun, System.currentTimeMillis(), executors);
            report.released().forEach(id -> System.out.println("released executor " + id));
            marks.addAll(marks());
        }

        watching.result().orThrow();
        System.out.println(agreement.table());
        assertThat(watching.results()).containsExactly("RESULT rounds 1 wrong 0 lost 0");
        assertThat(agreement.table().missed()).isEmpty();
        assertThat(agreement.table().agreed()).isGreaterThan(5);
        assertThat(marks).contains("false");
        await(run.forget());
    }

    private static void grant(HasMetadata object) {
        namespace.admin().resource(object).create();
    }

    private static List<String> marks() {
        return namespace
                .admin()
                .pods()
                .inNamespace(namespace.name())
                .withLabel("spark-role", "executor")
                .list()
                .getItems()
                .stream()
                .map(ExecutorsInViewTest::mark)
                .toList();
    }

    private static String mark(Pod pod) {
        return pod.getMetadata().getAnnotations() == null
                ? "none"
                : pod.getMetadata().getAnnotations().getOrDefault(SAFE_TO_EVICT, "none");
    }
}
