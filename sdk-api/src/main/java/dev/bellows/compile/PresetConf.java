package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.PodShape;
import dev.bellows.job.pod.PodShapeBuilder;
import dev.bellows.job.preset.Presets;
import dev.bellows.job.preset.RpcSecurity;
import java.util.Map;
import java.util.TreeMap;

/** What a job's presets come to: conf that the job's own conf may override, and what pods need for it. */
final class PresetConf {
    private static final String AUTH_FOLDER = "/mnt/secrets/spark-auth";
    private static final Presets NONE = Presets.builder().build();

    private PresetConf() {}

    static void addTo(Map<String, String> conf, SparkJob job) {
        if (!job.presets().equals(NONE)) {
            of(job).forEach(conf::putIfAbsent);
        }
    }

    /** Shapes the pods of both roles. */
    static PodShape shape(Presets presets) {
        PodShapeBuilder pod = PodShape.builder();
        if (presets.equals(NONE)) {
            return pod.build();
        }
        presets.storage().forEach(storage -> StorageConf.shape(pod, storage));
        presets.rpcSecurity()
                .flatMap(RpcSecurity::secret)
                .ifPresent(secret -> pod.volume(StorageConf.file("bellows-auth-secret", AUTH_FOLDER, secret)));
        return pod.build();
    }

    /** The annotations of the driver pod. */
    static Map<String, String> driverAnnotations(Presets presets, Map<String, String> conf) {
        Map<String, String> annotations = new TreeMap<>();
        presets.prometheus().ifPresent(prometheus -> {
            annotations.put("prometheus.io/scrape", "true");
            annotations.put("prometheus.io/port", conf.getOrDefault("spark.ui.port", "4040"));
            annotations.put(
                    "prometheus.io/path",
                    prometheus.scrapeDriver() ? "/metrics/prometheus/" : "/metrics/executors/prometheus/");
        });
        return annotations;
    }

    private static Map<String, String> of(SparkJob job) {
        Presets presets = job.presets();
        Map<String, String> conf = new TreeMap<>();
        presets.storage().forEach(storage -> StorageConf.addTo(conf, storage, job.sparkVersion()));
        presets.eventLog().ifPresent(log -> {
            conf.put("spark.eventLog.enabled", "true");
            conf.put("spark.eventLog.dir", log.folder());
            // Spark 3.5 does neither unless told.
            conf.put("spark.eventLog.rolling.enabled", "true");
            conf.put("spark.eventLog.compress", "true");
            log.maxFileSize().ifPresent(size -> conf.put("spark.eventLog.rolling.maxFileSize", size));
        });
        presets.prometheus().ifPresent(prometheus -> {
            // As above: without the first, Spark 3.5 answers with the page of jobs.
            conf.put("spark.ui.prometheus.enabled", "true");
            conf.put("spark.metrics.appStatusSource.enabled", "true");
            conf.put(
                    "spark.metrics.conf.*.sink.prometheusServlet.class",
                    "org.apache.spark.metrics.sink.PrometheusServlet");
            conf.put("spark.metrics.conf.*.sink.prometheusServlet.path", "/metrics/prometheus");
        });
        presets.rpcSecurity().ifPresent(security -> addSecurity(conf, security));
        return conf;
    }

    private static void addSecurity(Map<String, String> conf, RpcSecurity security) {
        conf.put("spark.authenticate", "true");
        conf.put("spark.network.crypto.enabled", "true");
        // The other mode of AES does not notice changed data.
        conf.put("spark.network.crypto.cipher", "AES/GCM/NoPadding");
        conf.put("spark.network.crypto.saslFallback", "false");
        security.secret()
                .ifPresent(secret -> conf.put("spark.authenticate.secret.file", AUTH_FOLDER + "/" + secret.key()));
        if (security.encryptDisk()) {
            conf.put("spark.io.encryption.enabled", "true");
        }
    }
}
