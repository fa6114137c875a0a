package dev.bellows.compile;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.ArrayList;
import java.util.List;

/** The variables that Spark's allocator gives the container of an executor, in its order. */
final class ExecutorEnvironment {
    private static final String EXECUTOR_ID = "SPARK_EXECUTOR_ID";

    private final CompiledJob job;
    private final ConfView conf;
    private final int id;
    private final List<EnvVar> variables = new ArrayList<>();

    ExecutorEnvironment(CompiledJob job, ConfView conf, int id) {
        this.job = job;
        this.conf = conf;
        this.id = id;
    }

    List<EnvVar> variables() {
        add(Environment.USER, ofDriver(job, Environment.USER));
        add(
                "SPARK_DRIVER_URL",
                "spark://CoarseGrainedScheduler@" + conf.get("spark.driver.host", "") + ":"
                        + conf.get(JobConf.DRIVER_PORT, JobConf.DEFAULT_DRIVER_PORT));
        add("SPARK_EXECUTOR_CORES", conf.get("spark.executor.cores", "1"));
        add("SPARK_EXECUTOR_MEMORY", heapMib() + "m");
        add("SPARK_APPLICATION_ID", job.attempt().appId());
        add("SPARK_CONF_DIR", Payload.CONF_PATH);
        add(EXECUTOR_ID, Integer.toString(id));
        add("SPARK_RESOURCE_PROFILE_ID", "0");
        conf.under("spark.executorEnv.").forEach(this::add);
        conf.get("spark.executor.extraClassPath").ifPresent(path -> add("SPARK_CLASSPATH", path));
        List<String> options = JavaOptions.ofExecutor(conf, job.attempt().appId(), id);
        for (int i = 0; i < options.size(); i++) {
            add("SPARK_JAVA_OPT_" + i, options.get(i));
        }
        addField("SPARK_EXECUTOR_POD_IP", "status.podIP");
        addField("SPARK_EXECUTOR_POD_NAME", "metadata.name");
        conf.under("spark.kubernetes.executor.secretKeyRef.").forEach(this::addSecret);
        return variables;
    }

    private void add(String name, String value) {
        variables.add(new EnvVar(name, value, null));
    }

    private void addField(String name, String field) {
        variables.add(EnvironmentSources.ofField(name, field));
    }

    private void addSecret(String name, String reference) {
        int colon = reference.indexOf(':');
        variables.add(new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewSecretKeyRef(reference.substring(colon + 1), reference.substring(0, colon), null)
                .endValueFrom()
                .build());
    }

    private long heapMib() {
        return new ResourceCalculator(job.sparkVersion(), conf.conf()).executorHeapMib();
    }

    /** A variable of the driver: the allocator runs there. */
    static String ofDriver(CompiledJob job, String name) {
        return job.driverPod().getSpec().getContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getName().equals(name) && variable.getValue() != null)
                .map(EnvVar::getValue)
                .findFirst()
                .orElse("");
    }
}
