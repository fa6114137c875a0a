package dev.bellows.conformance.local;

import static dev.bellows.conformance.SampleJobs.job;
import static dev.bellows.conformance.SampleJobs.newKey;
import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.job.SparkVersion;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.LocalCluster;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A job may need more objects than pod, Service and ConfigMap: they come and go with its record. */
class FurtherObjectsTest {
    @Test
    void the_network_policy_of_newer_spark_belongs_to_the_record() {
        try (LocalCluster cluster = LocalCluster.start();
                SparkKubernetes spark = cluster.connect();
                KubernetesClient client = new KubernetesClientBuilder()
                        .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
                        .build()) {
            SparkRun run = spark.submit(
                    job("sleep", SampleJobs.SLEEP, "1").spark(SparkVersion.V4_2).build(), RunOptions.key(newKey()));
            await(run.submitted());

            assertThat(policies(client))
                    .singleElement()
                    .satisfies(policy -> assertThat(policy.getMetadata().getOwnerReferences())
                            .singleElement()
                            .satisfies(owner -> assertThat(owner.getName())
                                    .isEqualTo(run.id().runName())));

            await(run.forget());
            assertThat(policies(client)).isEmpty();
        }
    }

    private static List<NetworkPolicy> policies(KubernetesClient client) {
        return client.network()
                .v1()
                .networkPolicies()
                .inNamespace("default")
                .list()
                .getItems();
    }
}
