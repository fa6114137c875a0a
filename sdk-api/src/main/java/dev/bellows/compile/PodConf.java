package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.PodShape;
import dev.bellows.job.pod.SecretRef;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What Spark has conf for in the shape of pods. Everything else goes into the driver pod and the executor template. */
public final class PodConf {
    private static final String PULL_SECRETS = "spark.kubernetes.container.image.pullSecrets";

    private PodConf() {}

    /** The entries of a job without those that add up with entries of its own. */
    public static SortedMap<String, String> of(SparkJob job) {
        SortedMap<String, String> conf = new TreeMap<>();
        add(conf, job);
        return conf;
    }

    static void addTo(Map<String, String> conf, SparkJob job) {
        add(conf, job);
        if (!job.pod().imagePullSecrets().isEmpty()) {
            String names = String.join(",", job.pod().imagePullSecrets());
            conf.merge(PULL_SECRETS, names, (others, own) -> others.isBlank() ? own : others + "," + own);
        }
    }

    private static void add(Map<String, String> conf, SparkJob job) {
        add(conf, "driver", job, job.driverShape());
        PodShape executors = job.executorShape();
        add(conf, "executor", job, executors);
        job.gang().flatMap(GangScheduling::schedulerOf).ifPresent(name -> {
            conf.put("spark.kubernetes.driver.scheduler.name", name);
            conf.put("spark.kubernetes.executor.scheduler.name", name);
        });
        // Spark 4.1 and later write it on every executor, whatever the template says.
        executors
                .terminationGraceSeconds()
                .filter(seconds -> SparkLine.of(job.sparkVersion()).executorGrace())
                .ifPresent(
                        seconds -> conf.put("spark.kubernetes.executor.terminationGracePeriodSeconds", seconds + "s"));
    }

    private static void add(Map<String, String> conf, String role, SparkJob job, PodShape shape) {
        String prefix = "spark.kubernetes." + role + ".";
        shape.nodeSelector().forEach((key, value) -> conf.put(prefix + "node.selector." + key, value));
        shape.schedulerName().ifPresent(name -> conf.put(prefix + "scheduler.name", name));
        shape.serviceAccount()
                .ifPresent(name -> conf.put("spark.kubernetes.authenticate." + role + ".serviceAccountName", name));
        shape.envSources().forEach((name, source) -> {
            if (source instanceof SecretRef secret) {
                conf.put(prefix + "secretKeyRef." + name, secret.name() + ":" + secret.key());
            }
        });
        VolumeConf.addTo(conf, role, job.sparkVersion(), shape.volumes());
    }
}
