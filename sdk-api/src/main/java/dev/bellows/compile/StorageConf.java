package dev.bellows.compile;

import dev.bellows.job.SparkVersion;
import dev.bellows.job.pod.PodShapeBuilder;
import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.SecretRef;
import dev.bellows.job.pod.VolumeSource;
import dev.bellows.job.preset.ObjectStorage;
import java.util.Map;

/** Conf, variables and volumes of object stores. */
final class StorageConf {
    private static final String HADOOP = "spark.hadoop.";
    private static final String FACTORY = HADOOP + "mapreduce.outputcommitter.factory.scheme.";
    private static final String GCS_FOLDER = "/mnt/secrets/gcs";
    private static final String AWS_CHAIN = "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider";
    private static final String AWS_CHAIN_V1 = "com.amazonaws.auth.DefaultAWSCredentialsProviderChain";
    private static final String AZURE_KEY = "BELLOWS_AZURE_ACCOUNT_KEY";

    private StorageConf() {}

    static void addTo(Map<String, String> conf, ObjectStorage storage, SparkVersion version) {
        // Spark's own protocol would rename, whatever committer Hadoop has.
        conf.put(
                "spark.sql.sources.commitProtocolClass", "org.apache.spark.internal.io.cloud.PathOutputCommitProtocol");
        conf.put(
                "spark.sql.parquet.output.committer.class",
                "org.apache.spark.internal.io.cloud.BindingParquetOutputCommitter");
        if (storage instanceof ObjectStorage.S3a s3) {
            addS3(conf, s3, version);
        } else if (storage instanceof ObjectStorage.Gcs gcs) {
            addGcs(conf, gcs);
        } else if (storage instanceof ObjectStorage.Abfs abfs) {
            addAbfs(conf, abfs);
        }
    }

    /** Shapes pods so that credentials reach the connector. */
    static void shape(PodShapeBuilder pod, ObjectStorage storage) {
        if (storage instanceof ObjectStorage.S3a s3) {
            s3.accessKey().ifPresent(key -> pod.env("AWS_ACCESS_KEY_ID", key));
            s3.secretKey().ifPresent(key -> pod.env("AWS_SECRET_ACCESS_KEY", key));
        } else if (storage instanceof ObjectStorage.Gcs gcs) {
            gcs.keyFile().ifPresent(key -> pod.volume(file("bellows-gcs-key", GCS_FOLDER, key)));
        } else if (storage instanceof ObjectStorage.Abfs abfs) {
            abfs.accountKey()
                    .ifPresentOrElse(
                            key -> pod.env(AZURE_KEY, key), () -> pod.label("azure.workload.identity/use", "true"));
        }
    }

    static PodVolume file(String name, String folder, SecretRef secret) {
        return PodVolume.of(name, folder, VolumeSource.secret(secret)).asReadOnly();
    }

    private static void addS3(Map<String, String> conf, ObjectStorage.S3a s3, SparkVersion version) {
        String committer = s3.stagingFolder().isPresent() ? "directory" : "magic";
        conf.put(FACTORY + "s3a", "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory");
        conf.put(HADOOP + "fs.s3a.committer.name", committer);
        conf.put(HADOOP + "fs.s3a.committer.magic.enabled", Boolean.toString(committer.equals("magic")));
        s3.stagingFolder().ifPresent(folder -> conf.put(HADOOP + "fs.s3a.committer.staging.tmp.path", folder));
        if (s3.accessKey().isEmpty()) {
            // Hadoop's own list does not know the identities of service accounts.
            conf.put(
                    HADOOP + "fs.s3a.aws.credentials.provider",
                    version.atLeast(SparkVersion.V4_0) ? AWS_CHAIN : AWS_CHAIN_V1);
        }
        s3.endpoint().ifPresent(url -> conf.put(HADOOP + "fs.s3a.endpoint", url));
        s3.region().ifPresent(region -> conf.put(HADOOP + "fs.s3a.endpoint.region", region));
        if (s3.pathStyle()) {
            conf.put(HADOOP + "fs.s3a.path.style.access", "true");
        }
    }

    private static void addGcs(Map<String, String> conf, ObjectStorage.Gcs gcs) {
        conf.put(FACTORY + "gs", "org.apache.hadoop.mapreduce.lib.output.committer.manifest.ManifestCommitterFactory");
        conf.put(HADOOP + "fs.gs.impl", "com.google.cloud.hadoop.fs.gcs.GoogleHadoopFileSystem");
        conf.put(HADOOP + "fs.AbstractFileSystem.gs.impl", "com.google.cloud.hadoop.fs.gcs.GoogleHadoopFS");
        if (gcs.keyFile().isPresent()) {
            conf.put(HADOOP + "fs.gs.auth.type", "SERVICE_ACCOUNT_JSON_KEYFILE");
            conf.put(
                    HADOOP + "fs.gs.auth.service.account.json.keyfile",
                    GCS_FOLDER + "/" + gcs.keyFile().orElseThrow().key());
        } else {
            conf.put(HADOOP + "fs.gs.auth.type", "APPLICATION_DEFAULT");
        }
    }

    private static void addAbfs(Map<String, String> conf, ObjectStorage.Abfs abfs) {
        String host = "." + abfs.account() + ".dfs.core.windows.net";
        for (String scheme : new String[] {"abfs", "abfss"}) {
            conf.put(FACTORY + scheme, "org.apache.hadoop.fs.azurebfs.commit.AzureManifestCommitterFactory");
        }
        if (abfs.accountKey().isPresent()) {
            conf.put(HADOOP + "fs.azure.account.auth.type" + host, "SharedKey");
            // Hadoop reads the variable in each process; the conf holds only its name.
            conf.put(HADOOP + "fs.azure.account.key" + host, "${env." + AZURE_KEY + "}");
        } else {
            conf.put(HADOOP + "fs.azure.account.auth.type" + host, "OAuth");
            conf.put(
                    HADOOP + "fs.azure.account.oauth.provider.type" + host,
                    "org.apache.hadoop.fs.azurebfs.oauth2.WorkloadIdentityTokenProvider");
            // Hadoop reads what Azure's webhook puts into each pod.
            String identity = HADOOP + "fs.azure.account.oauth2.";
            conf.put(identity + "msi.tenant" + host, "${env.AZURE_TENANT_ID}");
            conf.put(identity + "client.id" + host, "${env.AZURE_CLIENT_ID}");
            conf.put(identity + "token.file" + host, "${env.AZURE_FEDERATED_TOKEN_FILE}");
        }
    }
}
