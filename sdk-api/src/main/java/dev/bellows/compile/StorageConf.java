package dev.bellows.compile;

import dev.bellows.job.pod.PodShapeBuilder;
import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.SecretRef;
import dev.bellows.job.pod.VolumeSource;
import dev.bellows.job.preset.ObjectStorage;
import java.util.Locale;
import java.util.Map;

/** Conf, variables and volumes of object stores. */
final class StorageConf {
    private static final String HADOOP = "spark.hadoop.";
    private static final String FACTORY = HADOOP + "mapreduce.outputcommitter.factory.scheme.";
    private static final String GCS_FOLDER = "/mnt/secrets/gcs";
    private static final String AZURE_KEY = "BELLOWS_AZURE_ACCOUNT_KEY";

    private StorageConf() {}

    static void addTo(Map<String, String> conf, ObjectStorage storage) {
        // Spark's own protocol would rename, whatever committer Hadoop has.
        conf.put(
                "spark.sql.sources.commitProtocolClass", "org.apache.spark.internal.io.cloud.PathOutputCommitProtocol");
        conf.put(
                "spark.sql.parquet.output.committer.class",
                "org.apache.spark.internal.io.cloud.BindingParquetOutputCommitter");
        if (storage instanceof ObjectStorage.S3a s3) {
            addS3(conf, s3);
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
            abfs.accountKey().ifPresent(key -> pod.env(AZURE_KEY, key));
        }
    }

    static PodVolume file(String name, String folder, SecretRef secret) {
        return PodVolume.of(name, folder, VolumeSource.secret(secret)).asReadOnly();
    }

    private static void addS3(Map<String, String> conf, ObjectStorage.S3a s3) {
        String committer =
                s3.committer().orElse(ObjectStorage.S3Committer.MAGIC).name().toLowerCase(Locale.ROOT);
        conf.put(FACTORY + "s3a", "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory");
        conf.put(HADOOP + "fs.s3a.committer.name", committer);
        conf.put(HADOOP + "fs.s3a.committer.magic.enabled", Boolean.toString(committer.equals("magic")));
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
        }
    }
}
