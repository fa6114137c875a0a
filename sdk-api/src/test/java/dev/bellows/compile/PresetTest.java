package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.bellows.Jobs;
import dev.bellows.check.RestrictedStandard;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import dev.bellows.job.pod.SecretRef;
import dev.bellows.job.preset.EventLog;
import dev.bellows.job.preset.NetworkRules;
import dev.bellows.job.preset.ObjectStorage;
import dev.bellows.job.preset.PresetsBuilder;
import dev.bellows.job.preset.Prometheus;
import dev.bellows.job.preset.RpcSecurity;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PresetTest {
    private static SparkJob job(Consumer<PresetsBuilder> presets) {
        return Jobs.minimal().presets(presets).build();
    }

    @Test
    void s3_commits_without_renaming() {
        assertThat(job(p -> p.storage(ObjectStorage.s3a())).compile().conf())
                .contains(
                        entry("spark.hadoop.fs.s3a.committer.name", "magic"),
                        entry("spark.hadoop.fs.s3a.committer.magic.enabled", "true"),
                        entry(
                                "spark.sql.sources.commitProtocolClass",
                                "org.apache.spark.internal.io.cloud.PathOutputCommitProtocol"));
        assertThat(job(p -> p.storage(ObjectStorage.s3a()
                                .stagedIn("hdfs://nn/tmp")
                                .at("http://minio:9000")
                                .inRegion("eu-west-1")))
                        .compile()
                        .conf())
                .contains(
                        entry("spark.hadoop.fs.s3a.committer.name", "directory"),
                        entry("spark.hadoop.fs.s3a.committer.staging.tmp.path", "hdfs://nn/tmp"),
                        entry("spark.hadoop.fs.s3a.endpoint", "http://minio:9000"),
                        entry("spark.hadoop.fs.s3a.path.style.access", "true"));
    }

    @Test
    void keys_of_stores_are_read_from_secrets_by_both_roles() {
        CompiledJob compiled = job(p -> p.storage(ObjectStorage.s3a()
                                .withCredentials(SecretRef.of("aws", "id"), SecretRef.of("aws", "key")))
                        .storage(ObjectStorage.abfs("lake").withAccountKey(SecretRef.of("azure", "key")))
                        .storage(ObjectStorage.gcs().withKeyFile(SecretRef.of("gcs", "key.json"))))
                .compile();

        assertThat(compiled.conf())
                .contains(
                        entry("spark.kubernetes.driver.secretKeyRef.AWS_SECRET_ACCESS_KEY", "aws:key"),
                        entry("spark.kubernetes.executor.secretKeyRef.AWS_SECRET_ACCESS_KEY", "aws:key"),
                        entry(
                                "spark.hadoop.fs.azure.account.key.lake.dfs.core.windows.net",
                                "${env.BELLOWS_AZURE_ACCOUNT_KEY}"),
                        entry("spark.hadoop.fs.gs.auth.service.account.json.keyfile", "/mnt/secrets/gcs/key.json"));
        assertThat(compiled.executorTemplate().getSpec().getVolumes())
                .extracting(volume -> volume.getSecret().getSecretName())
                .containsExactly("gcs");
        assertThat(RestrictedStandard.violations(compiled.driverPod().getSpec()))
                .isEmpty();
    }

    @Test
    void without_keys_the_identity_of_the_service_account_counts() {
        CompiledJob compiled = job(p -> p.storage(ObjectStorage.s3a()).storage(ObjectStorage.abfs("lake")))
                .compile();

        assertThat(compiled.conf())
                .contains(
                        entry(
                                "spark.hadoop.fs.s3a.aws.credentials.provider",
                                "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider"),
                        entry(
                                "spark.hadoop.fs.azure.account.oauth2.client.id.lake.dfs.core.windows.net",
                                "${env.AZURE_CLIENT_ID}"));
        assertThat(compiled.driverPod().getMetadata().getLabels()).containsEntry("azure.workload.identity/use", "true");
        assertThat(compiled.executorTemplate().getMetadata().getLabels())
                .containsEntry("azure.workload.identity/use", "true");
    }

    @Test
    void the_event_log_rolls_and_is_compressed_on_every_line() {
        for (SparkVersion version : SparkVersion.values()) {
            assertThat(Jobs.minimal()
                            .spark(version)
                            .presets(p -> p.eventLog(EventLog.in("s3a://logs/events")))
                            .build()
                            .compile()
                            .conf())
                    .contains(
                            entry("spark.eventLog.dir", "s3a://logs/events"),
                            entry("spark.eventLog.rolling.enabled", "true"),
                            entry("spark.eventLog.compress", "true"));
        }
    }

    @Test
    void prometheus_finds_the_metrics_by_annotations_of_the_driver() {
        CompiledJob compiled = Jobs.minimal()
                .presets(p -> p.prometheus(Prometheus.ofExecutors()))
                .conf("spark.ui.port", "4050")
                .build()
                .compile();

        assertThat(compiled.conf()).containsEntry("spark.ui.prometheus.enabled", "true");
        assertThat(compiled.driverPod().getMetadata().getAnnotations())
                .contains(
                        entry("prometheus.io/port", "4050"),
                        entry("prometheus.io/path", "/metrics/executors/prometheus/"));
        assertThat(compiled.executorTemplate().getMetadata().getAnnotations()).isEmpty();
    }

    @Test
    void both_roles_authenticate_by_a_mounted_secret_and_encrypt_in_gcm_mode() {
        CompiledJob compiled = job(p -> p.rpcSecurity(
                        RpcSecurity.by(SecretRef.of("auth", "secret")).withDiskEncryption()))
                .compile();

        assertThat(compiled.conf())
                .contains(
                        entry("spark.authenticate", "true"),
                        entry("spark.authenticate.secret.file", "/mnt/secrets/spark-auth/secret"),
                        entry("spark.network.crypto.cipher", "AES/GCM/NoPadding"),
                        entry("spark.io.encryption.enabled", "true"))
                .doesNotContainKey("spark.authenticate.secret");
        assertThat(compiled.driverPod().getSpec().getVolumes())
                .filteredOn(volume -> volume.getSecret() != null)
                .hasSize(1);
        assertThat(compiled.executorTemplate().getSpec().getVolumes()).hasSize(1);
    }

    @Test
    void network_policies_let_in_only_whom_the_job_names() {
        CompiledJob compiled = job(p -> p.network(NetworkRules.ownApplication()
                        .withUiFrom(Map.of("app", "gateway"))
                        .withConnectFrom(Map.of("app", "notebook"))
                        .withLimitedEgress("10.1.0.0/16")))
                .compile();

        assertThat(compiled.extras())
                .extracting(HasMetadata::getKind)
                .containsExactly("NetworkPolicy", "NetworkPolicy", "NetworkPolicy");
        NetworkPolicy driver = (NetworkPolicy) compiled.extras().get(0);
        assertThat(driver.getSpec().getIngress()).hasSize(3);
        assertThat(driver.getSpec().getIngress().get(2).getPorts())
                .extracting(port -> port.getPort().getIntVal())
                .containsExactly(15002);
        assertThat(driver.getSpec().getIngress().get(0).getPorts())
                .extracting(port -> port.getPort().getIntVal())
                .containsExactly(7078, 7079);
        assertThat(driver.getSpec()
                        .getIngress()
                        .get(1)
                        .getFrom()
                        .get(0)
                        .getPodSelector()
                        .getMatchLabels())
                .isEqualTo(Map.of("app", "gateway"));
        assertThat(compiled.driverPod().getMetadata().getLabels())
                .containsAllEntriesOf(driver.getSpec().getPodSelector().getMatchLabels());
    }

    @Test
    void the_conf_of_the_job_wins() {
        assertThat(Jobs.minimal()
                        .presets(p -> p.storage(ObjectStorage.s3a()))
                        .conf("spark.hadoop.fs.s3a.committer.name", "directory")
                        .build()
                        .compile()
                        .conf())
                .containsEntry("spark.hadoop.fs.s3a.committer.name", "directory");
    }
}
