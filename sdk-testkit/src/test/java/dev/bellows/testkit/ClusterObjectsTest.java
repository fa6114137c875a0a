package dev.bellows.testkit;

import static dev.bellows.testkit.assertj.BellowsAssertions.assertThat;
import static dev.bellows.testkit.assertj.BellowsAssertions.assertThatThrownBy;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.bellows.run.FailureKind;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.junit.SimulatedClusterExtension;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SimulatedClusterExtension.class)
class ClusterObjectsTest {
    private static SparkRun running(SimulatedCluster cluster) {
        SparkRun run = cluster.spark().submit(SimulatedClusterTest.JOB, RunOptions.key("k"));
        cluster.advance(ofSeconds(20));
        return run;
    }

    @Test
    void pods_are_found_by_label_and_by_name(SimulatedCluster cluster) {
        running(cluster);

        List<Pod> drivers = cluster.objects().list(Pod.class, "spark-role=driver");

        assertThat(drivers).hasSize(1);
        assertThat(cluster.objects().list(Pod.class)).hasSize(3);
        assertThat(cluster.objects()
                        .find(Pod.class, "default", drivers.get(0).getMetadata().getName()))
                .contains(drivers.get(0));
        assertThat(cluster.objects().find(Pod.class, "default", "other")).isEmpty();
    }

    @Test
    void a_driver_deleted_by_hand_is_gone_after_its_grace(SimulatedCluster cluster) {
        SparkRun run = running(cluster);

        cluster.objects()
                .delete(cluster.objects().list(Pod.class, "spark-role=driver").get(0));
        cluster.advance(ofMinutes(2));

        assertThat(run).ended().hasStatus(RunStatus.FAILED);
        assertThat(cluster.objects().list(Pod.class)).isEmpty();
    }

    @Test
    void a_record_deleted_by_hand_takes_the_run_along(SimulatedCluster cluster) {
        SparkRun run = running(cluster);

        cluster.objects().deleteNow(cluster.objects().list(ConfigMap.class).get(0));
        cluster.advance(ofMinutes(2));

        assertThat(run).cancelled();
        assertThat(cluster.objects().list(Pod.class)).isEmpty();
    }

    @Test
    void a_foreign_object_stands_in_the_way(SimulatedCluster cluster) {
        SparkRun first = running(cluster);
        ConfigMap record = cluster.objects().list(ConfigMap.class).get(0);
        cluster.await(first.forget());
        ConfigMap foreign = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(record.getMetadata().getName())
                .endMetadata()
                .build();

        cluster.objects().create(ConfigMap.class, foreign);

        assertThat(running(cluster)).failedWith(FailureKind.NAME_TAKEN);
        assertThatThrownBy(() -> cluster.objects().create(ConfigMap.class, foreign))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already exists");
    }

    @Test
    void labels_can_be_changed(SimulatedCluster cluster) {
        running(cluster);
        Pod driver = cluster.objects().list(Pod.class, "spark-role=driver").get(0);
        String name = driver.getMetadata().getName();

        cluster.objects()
                .edit(
                        Pod.class,
                        "default",
                        name,
                        pod -> pod.getMetadata().getLabels().put("seen", "yes"));

        assertThat(cluster.objects().list(Pod.class, "seen=yes")).hasSize(1);
    }
}
