package dev.bellows.conformance.spark;

import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import dev.bellows.job.pod.PodShape;
import dev.bellows.job.pod.PodShapeBuilder;
import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.SecretRef;
import dev.bellows.job.pod.VolumeSource;
import dev.bellows.job.preset.ObjectStorage;
import dev.bellows.job.preset.RpcSecurity;
import java.util.Map;

/** What somebody copies from the guides of Spark, Hadoop and the connectors for storage, event log, metrics and encryption. */
final class SubmittedPresets {
    private static final String COMMITTER = "spark.hadoop.mapreduce.outputcommitter.factory.scheme.";
    private static final String MANIFEST =
            "org.apache.hadoop.mapreduce.lib.output.committer.manifest.ManifestCommitterFactory";

    private final Map<String, String> conf;
    private final SparkVersion version;

    private SubmittedPresets(Map<String, String> conf, SparkVersion version) {
        this.conf = conf;
        this.version = version;
    }

    static void addTo(Map<String, String> conf, SparkJob job) {
        SubmittedPresets presets = new SubmittedPresets(conf, job.sparkVersion());
        job.presets().storage().forEach(presets::add);
        job.presets().eventLog().ifPresent(log -> {
            conf.put("spark.eventLog.enabled", "true");
            conf.put("spark.eventLog.dir", log.folder());
            conf.put("spark.eventLog.compress", "true");
            conf.put("spark.eventLog.rolling.enabled", "true");
            log.maxFileSize().ifPresent(size -> conf.put("spark.eventLog.rolling.maxFileSize", size));
        });
        job.presets().prometheus().ifPresent(prometheus -> presets.addPrometheus(prometheus.scrapeDriver()));
        job.presets().rpcSecurity().ifPresent(presets::add);
    }

    /** What pods need for it. */
    static PodShape shape(SparkJob job) {
        PodShapeBuilder pod = PodShape.builder();
        for (ObjectStorage storage : job.presets().storage()) {
            if (storage instanceof ObjectStorage.S3a s3) {
                s3.accessKey().ifPresent(key -> pod.env("AWS_ACCESS_KEY_ID", key));
                s3.secretKey().ifPresent(key -> pod.env("AWS_SECRET_ACCESS_KEY", key));
            } else if (storage instanceof ObjectStorage.Gcs gcs) {
                gcs.keyFile().ifPresent(key -> pod.volume(file("bellows-gcs-key", "/mnt/secrets/gcs", key)));
            } else if (storage instanceof ObjectStorage.Abfs abfs) {
                abfs.accountKey().ifPresent(key -> pod.env("BELLOWS_AZURE_ACCOUNT_KEY", key));
                if (abfs.accountKey().isEmpty()) {
                    pod.label("azure.workload.identity/use", "true");
                }
            }
        }
        job.presets()
                .rpcSecurity()
                .flatMap(RpcSecurity::secret)
                .ifPresent(secret -> pod.volume(file("bellows-auth-secret", "/mnt/secrets/spark-auth", secret)));
        return pod.build();
    }

    private static PodVolume file(String name, String folder, SecretRef secret) {
        return PodVolume.of(name, folder, VolumeSource.secret(secret)).asReadOnly();
    }

    private void add(ObjectStorage storage) {
        // Spark's guide "Integration with Cloud Infrastructures".
        conf.put(
                "spark.sql.parquet.output.committer.class",
                "org.apache.spark.internal.io.cloud.BindingParquetOutputCommitter");
        conf.put(
                "spark.sql.sources.commitProtocolClass", "org.apache.spark.internal.io.cloud.PathOutputCommitProtocol");
        if (storage instanceof ObjectStorage.S3a s3) {
            addS3(s3);
        } else if (storage instanceof ObjectStorage.Gcs gcs) {
            conf.put(COMMITTER + "gs", MANIFEST);
            conf.put("spark.hadoop.fs.gs.impl", "com.google.cloud.hadoop.fs.gcs.GoogleHadoopFileSystem");
            conf.put("spark.hadoop.fs.AbstractFileSystem.gs.impl", "com.google.cloud.hadoop.fs.gcs.GoogleHadoopFS");
            conf.put(
                    "spark.hadoop.fs.gs.auth.type",
                    gcs.keyFile().isPresent() ? "SERVICE_ACCOUNT_JSON_KEYFILE" : "APPLICATION_DEFAULT");
            gcs.keyFile()
                    .ifPresent(key -> conf.put(
                            "spark.hadoop.fs.gs.auth.service.account.json.keyfile", "/mnt/secrets/gcs/" + key.key()));
        } else if (storage instanceof ObjectStorage.Abfs abfs) {
            addAzure(abfs);
        }
    }

    private void addS3(ObjectStorage.S3a s3) {
        conf.put(COMMITTER + "s3a", "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory");
        if (s3.stagingFolder().isPresent()) {
            conf.put("spark.hadoop.fs.s3a.committer.name", "directory");
            conf.put("spark.hadoop.fs.s3a.committer.magic.enabled", "false");
            conf.put(
                    "spark.hadoop.fs.s3a.committer.staging.tmp.path",
                    s3.stagingFolder().get());
        } else {
            conf.put("spark.hadoop.fs.s3a.committer.name", "magic");
            conf.put("spark.hadoop.fs.s3a.committer.magic.enabled", "true");
        }
        if (s3.accessKey().isEmpty()) {
            conf.put(
                    "spark.hadoop.fs.s3a.aws.credentials.provider",
                    version.atLeast(SparkVersion.V4_0)
                            ? "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider"
                            : "com.amazonaws.auth.DefaultAWSCredentialsProviderChain");
        }
        s3.endpoint().ifPresent(url -> conf.put("spark.hadoop.fs.s3a.endpoint", url));
        s3.region().ifPresent(region -> conf.put("spark.hadoop.fs.s3a.endpoint.region", region));
        if (s3.pathStyle()) {
            conf.put("spark.hadoop.fs.s3a.path.style.access", "true");
        }
    }

    private void addAzure(ObjectStorage.Abfs abfs) {
        String factory = "org.apache.hadoop.fs.azurebfs.commit.AzureManifestCommitterFactory";
        conf.put(COMMITTER + "abfs", factory);
        conf.put(COMMITTER + "abfss", factory);
        String account = "." + abfs.account() + ".dfs.core.windows.net";
        if (abfs.accountKey().isPresent()) {
            conf.put("spark.hadoop.fs.azure.account.auth.type" + account, "SharedKey");
            conf.put("spark.hadoop.fs.azure.account.key" + account, "${env.BELLOWS_AZURE_ACCOUNT_KEY}");
        } else {
            conf.put("spark.hadoop.fs.azure.account.auth.type" + account, "OAuth");
            conf.put(
                    "spark.hadoop.fs.azure.account.oauth.provider.type" + account,
                    "org.apache.hadoop.fs.azurebfs.oauth2.WorkloadIdentityTokenProvider");
            conf.put("spark.hadoop.fs.azure.account.oauth2.msi.tenant" + account, "${env.AZURE_TENANT_ID}");
            conf.put("spark.hadoop.fs.azure.account.oauth2.client.id" + account, "${env.AZURE_CLIENT_ID}");
            conf.put("spark.hadoop.fs.azure.account.oauth2.token.file" + account, "${env.AZURE_FEDERATED_TOKEN_FILE}");
        }
    }

    private void addPrometheus(boolean ofDriver) {
        String sink = "spark.metrics.conf.*.sink.prometheusServlet.";
        conf.put("spark.ui.prometheus.enabled", "true");
        conf.put("spark.metrics.appStatusSource.enabled", "true");
        conf.put(sink + "class", "org.apache.spark.metrics.sink.PrometheusServlet");
        conf.put(sink + "path", "/metrics/prometheus");
        String annotation = "spark.kubernetes.driver.annotation.prometheus.io/";
        conf.put(annotation + "scrape", "true");
        conf.put(annotation + "port", "4040");
        conf.put(annotation + "path", ofDriver ? "/metrics/prometheus/" : "/metrics/executors/prometheus/");
    }

    private void add(RpcSecurity security) {
        conf.put("spark.authenticate", "true");
        conf.put("spark.network.crypto.enabled", "true");
        conf.put("spark.network.crypto.saslFallback", "false");
        conf.put("spark.network.crypto.cipher", "AES/GCM/NoPadding");
        security.secret()
                .ifPresent(secret ->
                        conf.put("spark.authenticate.secret.file", "/mnt/secrets/spark-auth/" + secret.key()));
        if (security.encryptDisk()) {
            conf.put("spark.io.encryption.enabled", "true");
        }
    }
}
