package dev.bellows.compile;

import dev.bellows.check.SecretKeys;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import java.util.SortedMap;
import java.util.TreeMap;

/** The Spark conf of a job: what spark-submit would have written for it, from the job's fields and its own conf. */
final class JobConf {
    static final String DRIVER_PORT = "spark.driver.port";
    static final String BLOCK_MANAGER_PORT = "spark.driver.blockManager.port";
    static final String DEFAULT_DRIVER_PORT = "7078";
    static final String DEFAULT_BLOCK_MANAGER_PORT = "7079";

    private static final String EXIT_EXCEPTION = "spark.kubernetes.driver.annotateExitException";

    private final SortedMap<String, String> conf;
    private final SparkJob job;
    private final AttemptId attempt;

    private JobConf(SparkJob job, AttemptId attempt) {
        this.conf = new TreeMap<>(job.conf());
        this.job = job;
        this.attempt = attempt;
    }

    static SortedMap<String, String> of(SparkJob job, AttemptId attempt, ApplicationFiles files) {
        JobConf all = new JobConf(job, attempt);
        all.addDefaults();
        PresetConf.addTo(all.conf, job);
        all.addIdentity();
        all.addAddress();
        SizeConf.addTo(all.conf, job);
        ShuffleConf.addTo(all.conf, job);
        Decommissioning.addTo(all.conf, job);
        DriverControl.addTo(all.conf, job);
        ApplicationConf.addTo(all.conf, job, files);
        all.addEnvironment();
        all.addPodShape();
        PodConf.addTo(all.conf, job);
        return all.conf;
    }

    private void addDefaults() {
        conf.putIfAbsent("spark.redaction.regex", SecretKeys.REGEX);
        if (job.sparkVersion().atLeast(SparkVersion.V4_1)) {
            conf.putIfAbsent(EXIT_EXCEPTION, "true");
        }
    }

    private void addIdentity() {
        conf.put("spark.kubernetes.container.image", job.image());
        conf.put("spark.app.name", job.name());
        conf.put("spark.app.id", attempt.appId());
        // The API server as a pod reaches it: the cluster's address for others is of no use inside.
        conf.put("spark.master", "k8s://https://kubernetes.default.svc");
        conf.put("spark.submit.deployMode", "cluster");
        conf.put("spark.kubernetes.submitInDriver", "true");
        conf.put("spark.kubernetes.namespace", attempt.run().namespace());
        conf.put("spark.kubernetes.driver.pod.name", attempt.driverPodName());
        conf.put("spark.kubernetes.executor.podNamePrefix", attempt.prefix());
        job.serviceAccount()
                .ifPresent(name -> conf.put("spark.kubernetes.authenticate.driver.serviceAccountName", name));
    }

    private void addAddress() {
        conf.put(
                "spark.driver.host", attempt.serviceName() + "." + attempt.run().namespace() + ".svc");
        conf.put(DRIVER_PORT, DEFAULT_DRIVER_PORT);
        conf.put(BLOCK_MANAGER_PORT, DEFAULT_BLOCK_MANAGER_PORT);
    }

    private void addEnvironment() {
        Environment.ofDriver(job).forEach((name, value) -> conf.put("spark.kubernetes.driverEnv." + name, value));
        Environment.ofExecutors(job).forEach((name, value) -> conf.put("spark.executorEnv." + name, value));
    }

    private void addPodShape() {
        conf.put("spark.kubernetes.executor.podTemplateFile", Payload.TEMPLATE_FILE);
        ObjectLabels.ofBellows(job, attempt)
                .forEach((key, value) -> conf.put("spark.kubernetes.executor.label." + key, value));
        job.annotations().forEach((key, value) -> {
            if (value.contains(Placeholders.EXECUTOR_ID)) {
                conf.put("spark.kubernetes.executor.annotation." + key, value);
            }
        });
    }
}
