package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Jobs;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.job.pod.Gang;
import dev.bellows.job.pod.PodContainer;
import dev.bellows.job.pod.Security;
import dev.bellows.job.pod.VolumeSource;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholePodTest {
    private static SparkJobBuilder job() {
        return Jobs.minimal().executors(e -> e.count(2).memory("1g"));
    }

    @ParameterizedTest
    @CsvSource({
        // cpu and memory of the init container; of the whole pod, in which Spark has 1 and 1408Mi, sidecars 300m and
        // 96Mi
        "100m, 64Mi, 1300, 1504",
        "2, 64Mi, 2300, 1504",
        "1, 4Gi, 1300, 4192",
        "1001m, 1409Mi, 1301, 1505"
    })
    void init_containers_count_only_where_they_ask_for_more(
            String cpu, String memory, long millicores, long mebibytes) {
        PodSize executor = job().pod(
                        p -> p.sidecar(PodContainer.named("a").cpu("100m").memory("64Mi"))
                                .sidecar(PodContainer.named("b").cpu("0.2").memory("32Mi"))
                                .initContainer(PodContainer.named("i").cpu(cpu).memory(memory)))
                .build()
                .compile()
                .footprint()
                .executor();

        assertThat(executor.millicores()).isEqualTo(millicores);
        assertThat(executor.memoryMib()).isEqualTo(mebibytes);
    }

    @Test
    void sidecars_of_a_patch_count_too() {
        Footprint footprint = job().driver(
                        d -> d.pod(p -> p.security(Security.relaxed()).patch("""
                        {"spec":{"containers":[{"name":"p","resources":{"requests":{"cpu":"250m"}}}]}}""")))
                .build()
                .compile()
                .footprint();

        assertThat(footprint.driver().cpu()).isEqualTo("1250m");
        assertThat(footprint.executor().cpu()).isEqualTo("1");
    }

    @Test
    void claims_that_are_made_for_a_pod_count_and_others_do_not() {
        Footprint footprint = job().pod(p -> p.volume("lake", "/mnt/lake", VolumeSource.claim("lake"))
                        .volume("fast", "/mnt/fast", VolumeSource.claimOnDemand("fast", "50Gi"))
                        .volume("scratch", "/mnt/scratch", VolumeSource.ephemeral("fast", "5Gi")))
                .build()
                .compile()
                .footprint();

        assertThat(footprint.driver().claims()).isEqualTo(2);
        assertThat(footprint.maximum().claims()).isEqualTo(6);
        assertThat(footprint.maximum().storageMib()).isEqualTo(3 * 55 * 1024);
        assertThat(QuotaFit.of(footprint, Map.of("persistentvolumeclaims", new Quantity("5")))
                        .executors())
                .isEqualTo(1);
        assertThat(QuotaFit.of(footprint, Map.of("requests.storage", new Quantity("109Gi")))
                        .executors())
                .isZero();
    }

    @Test
    void gangs_hold_room_for_whole_pods() {
        CompiledJob compiled = job().gang(Gang.yunikorn("root.etl"))
                .pod(p -> p.sidecar(PodContainer.named("proxy").cpu("100m").memory("64Mi")))
                .build()
                .compile();

        assertThat(compiled.driverPod().getMetadata().getAnnotations().get("yunikorn.apache.org/task-groups"))
                .contains("\"minMember\":2,\"minResource\":{\"cpu\":\"1100m\",\"memory\":\"1472Mi\"}");
    }
}
