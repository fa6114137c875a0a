package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Jobs;
import dev.bellows.job.Gpu;
import dev.bellows.job.Shuffle;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.job.SparkVersion;
import dev.bellows.job.Spot;
import dev.bellows.job.SpotPlatform;
import dev.bellows.job.pod.Security;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NodePlacementTest {
    private static CompiledJob compiled(Consumer<SparkJobBuilder> settings) {
        SparkJobBuilder job = Jobs.minimal();
        settings.accept(job);
        return job.build().compile();
    }

    /** Each alternative as texts such as {@code key In [value]}. */
    private static List<List<String>> terms(Pod pod) {
        return pod
                .getSpec()
                .getAffinity()
                .getNodeAffinity()
                .getRequiredDuringSchedulingIgnoredDuringExecution()
                .getNodeSelectorTerms()
                .stream()
                .map(term -> term.getMatchExpressions().stream()
                        .map(each -> each.getKey() + " " + each.getOperator() + " " + each.getValues())
                        .toList())
                .toList();
    }

    private static List<String> tolerated(Pod pod) {
        return pod.getSpec().getTolerations().stream()
                .map(toleration -> toleration.getKey())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "GKE,cloud.google.com/gke-spot,true,true",
        "EKS,eks.amazonaws.com/capacityType,SPOT,false",
        "KARPENTER,karpenter.sh/capacity-type,spot,false",
        "AKS,kubernetes.azure.com/scalesetpriority,spot,true"
    })
    void executors_go_to_spot_nodes_and_the_driver_does_not(
            SpotPlatform platform, String key, String value, boolean tainted) {
        CompiledJob job = compiled(j -> j.spot(Spot.on(platform)));

        assertThat(terms(job.executorTemplate())).containsExactly(List.of(key + " In [" + value + "]"));
        assertThat(terms(job.driverPod())).containsExactly(List.of(key + " NotIn [" + value + "]"));
        assertThat(tolerated(job.executorTemplate())).isEqualTo(tainted ? List.of(key) : List.of());
        assertThat(tolerated(job.driverPod())).isEmpty();
    }

    @Test
    void without_a_platform_any_of_the_known_ones_will_do() {
        CompiledJob job = compiled(SparkJobBuilder::spot);

        assertThat(terms(job.executorTemplate())).hasSize(4).allMatch(term -> term.size() == 1);
        assertThat(terms(job.driverPod()))
                .singleElement()
                .satisfies(term -> assertThat(term).hasSize(4).allMatch(each -> each.contains(" NotIn ")));
    }

    @Test
    void kinds_of_gpu_join_each_alternative() {
        CompiledJob job = compiled(j ->
                j.spot(Spot.on(SpotPlatform.EKS)).gpu(Gpu.nvidia(1).onNodes("nvidia.com/gpu.product", "A100", "H100")));

        assertThat(terms(job.executorTemplate()))
                .containsExactly(
                        List.of("eks.amazonaws.com/capacityType In [SPOT]", "nvidia.com/gpu.product In [A100, H100]"));
    }

    @Test
    void a_share_on_demand_is_spread_and_required_nowhere() {
        CompiledJob job = compiled(j -> j.spot(Spot.on(SpotPlatform.AKS).onDemandShareBy("capacity-spread")));

        assertThat(job.executorTemplate().getSpec().getAffinity()).isNull();
        assertThat(job.executorTemplate().getSpec().getTopologySpreadConstraints())
                .singleElement()
                .satisfies(spread -> {
                    assertThat(spread.getTopologyKey()).isEqualTo("capacity-spread");
                    assertThat(spread.getLabelSelector().getMatchLabels())
                            .containsEntry("spark-app-selector", job.attempt().appId())
                            .containsEntry("spark-role", "executor");
                });
        assertThat(tolerated(job.executorTemplate())).hasSize(1);
    }

    @Test
    void a_driver_goes_to_spot_nodes_only_when_told() {
        CompiledJob job = compiled(j -> j.spot(Spot.on(SpotPlatform.GKE).withDriver()));

        assertThat(job.driverPod().getSpec().getAffinity()).isNull();
        assertThat(tolerated(job.driverPod())).containsExactly("cloud.google.com/gke-spot");
    }

    @ParameterizedTest
    @EnumSource(SparkVersion.class)
    void executors_get_the_notice_to_end(SparkVersion version) {
        CompiledJob job = compiled(j -> j.spark(version).spot(Spot.on(SpotPlatform.KARPENTER)));
        boolean byConf = version.atLeast(SparkVersion.V4_1);

        assertThat(job.conf().get("spark.kubernetes.executor.terminationGracePeriodSeconds"))
                .isEqualTo(byConf ? "120s" : null);
        assertThat(job.executorTemplate().getSpec().getTerminationGracePeriodSeconds())
                .isEqualTo(byConf ? null : Long.valueOf(120));
        assertThat(job.conf())
                .containsEntry("spark.decommission.enabled", "true")
                .containsEntry("spark.storage.decommission.shuffleBlocks.enabled", "true");
    }

    @Test
    void conf_of_the_job_wins_over_the_preset() {
        CompiledJob job = compiled(
                j -> j.spot(Spot.onNodes("pool", "spot", Duration.ofMinutes(1)).grace(Duration.ofSeconds(20)))
                        .conf("spark.storage.decommission.enabled", "false"));

        assertThat(job.conf())
                .containsEntry("spark.storage.decommission.enabled", "false")
                .containsEntry("spark.kubernetes.executor.terminationGracePeriodSeconds", "20s");
    }

    @Test
    void a_service_on_the_node_needs_its_network_and_a_folder() {
        CompiledJob job = compiled(j -> j.shuffle(Shuffle.nodeService("/mnt/shuffle"))
                .executors(e -> e.pod(p -> p.security(Security.relaxed()))));

        assertThat(job.executorTemplate().getSpec().getHostNetwork()).isTrue();
        assertThat(job.executorTemplate().getSpec().getDnsPolicy()).isEqualTo("ClusterFirstWithHostNet");
        assertThat(job.conf())
                .containsEntry("spark.shuffle.service.enabled", "true")
                .containsEntry("spark.blockManager.port", "0")
                .containsEntry(
                        "spark.kubernetes.executor.volumes.hostPath.spark-local-dir-1.options.path", "/mnt/shuffle");
    }

    @Test
    void a_patch_has_the_last_word_on_placement() {
        CompiledJob job = compiled(j -> j.spot(Spot.on(SpotPlatform.GKE))
                .gpu(Gpu.nvidia(1))
                .pod(p -> p.patch("{\"spec\":{\"affinity\":null,\"tolerations\":[]}}")));

        assertThat(List.of(job.driverPod(), job.executorTemplate())).allSatisfy(pod -> {
            assertThat(pod.getSpec().getAffinity()).isNull();
            assertThat(pod.getSpec().getTolerations()).isEmpty();
        });
    }
}
