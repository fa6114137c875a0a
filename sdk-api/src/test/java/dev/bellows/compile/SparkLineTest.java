package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Jobs;
import dev.bellows.job.SparkVersion;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SparkLineTest {
    private static CompiledJob compiled(SparkVersion version) {
        return Jobs.minimal().spark(version).build().compile();
    }

    @ParameterizedTest
    @CsvSource({"V3_5,3.5.9", "V4_0,4.0.5", "V4_1,4.1.4", "V4_2,4.2.1", "V4_3,4.3.0"})
    void the_driver_is_labelled_with_the_release(SparkVersion version, String release) {
        assertThat(compiled(version).driverPod().getMetadata().getLabels()).containsEntry("spark-version", release);
    }

    @ParameterizedTest
    @CsvSource({"V3_5,false,", "V4_0,false,", "V4_1,true,", "V4_2,true,grpc", "V4_3,true,grpc"})
    void the_port_of_connect_is_named_where_spark_names_it(SparkVersion version, boolean named, String protocol) {
        CompiledJob job = compiled(version);

        assertThat(job.driverPod().getSpec().getContainers().get(0).getPorts())
                .hasSize(named ? 4 : 3)
                .anyMatch(port -> port.getName().equals("spark-connect") == named);
        assertThat(job.service().orElseThrow().getSpec().getPorts()).hasSize(named ? 4 : 3);
        assertThat(job.service().orElseThrow().getSpec().getPorts().stream()
                        .map(ServicePort::getAppProtocol)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null))
                .isEqualTo(protocol);
    }

    @ParameterizedTest
    @EnumSource(SparkVersion.class)
    void only_4_3_says_that_unready_addresses_are_not_published(SparkVersion version) {
        assertThat(compiled(version).service().orElseThrow().getSpec().getPublishNotReadyAddresses())
                .isEqualTo(version == SparkVersion.V4_3 ? Boolean.FALSE : null);
    }

    @ParameterizedTest
    @EnumSource(SparkVersion.class)
    void executors_get_a_network_policy_from_4_2_on(SparkVersion version) {
        assertThat(compiled(version).extras()).hasSize(version.atLeast(SparkVersion.V4_2) ? 1 : 0);
    }

    @Test
    void the_policy_lets_in_only_the_same_application() {
        CompiledJob job = compiled(SparkVersion.V4_2);
        HasMetadata extra = job.extras().get(0);
        Map<String, String> application =
                Map.of("spark-app-selector", job.attempt().appId());

        assertThat(extra.getMetadata().getName()).isEqualTo(job.attempt().prefix() + "-policy");
        assertThat(extra.getMetadata().getLabels()).containsAllEntriesOf(application);
        assertThat(extra).isInstanceOfSatisfying(NetworkPolicy.class, policy -> {
            assertThat(policy.getSpec().getPodSelector().getMatchLabels())
                    .containsAllEntriesOf(application)
                    .containsEntry("spark-role", "executor")
                    .hasSize(2);
            assertThat(policy.getSpec().getIngress())
                    .singleElement()
                    .satisfies(rule -> assertThat(rule.getFrom())
                            .singleElement()
                            .satisfies(peer -> assertThat(peer.getPodSelector().getMatchLabels())
                                    .isEqualTo(application)));
        });
        assertThat(job.render()).contains("kind: NetworkPolicy");
    }

    @ParameterizedTest
    @EnumSource(SparkVersion.class)
    void the_placeholders_of_labels_and_annotations_are_filled_whatever_the_line(SparkVersion version) {
        CompiledJob job = Jobs.minimal()
                .spark(version)
                .label("acme.com/app", "{{APP_ID}}")
                .annotation("acme.com/both", "{{APP_ID}}/{{EXECUTOR_ID}}")
                .annotation("acme.com/app", "{{APP_ID}}")
                .build()
                .compile();
        String appId = job.attempt().appId();

        assertThat(job.driverPod().getMetadata().getLabels()).containsEntry("acme.com/app", appId);
        assertThat(job.driverPod().getMetadata().getAnnotations())
                .isEqualTo(Map.of("acme.com/both", appId + "/", "acme.com/app", appId));
        assertThat(job.executorTemplate().getMetadata().getLabels()).isEqualTo(Map.of("acme.com/app", appId));
        assertThat(job.executorTemplate().getMetadata().getAnnotations()).isEqualTo(Map.of("acme.com/app", appId));
        assertThat(job.conf())
                .containsEntry("spark.kubernetes.executor.annotation.acme.com/both", "{{APP_ID}}/{{EXECUTOR_ID}}");
    }
}
