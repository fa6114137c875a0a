package dev.bellows.k8s;

import dev.bellows.compile.CompiledJob;
import dev.bellows.compile.JavaOptions;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a compiled job says under Spark's keys, wherever it stands: in the conf, among the options of a JVM, or on a pod, where it
 * counts as what the key of the same meaning would have written there. Pure.
 */
final class SparkSettings {
    private static final String OPTION = "-Dspark.";

    /** Conf keys and variables from which a JVM takes options. */
    private static final Pattern OPTIONS =
            Pattern.compile(".*(JavaOptions|JAVA_OPTIONS|TOOL_OPTIONS|_OPTS|SPARK_JAVA_OPT_\\d+)");

    /** Options that make a JVM read further ones from a file. */
    private static final Pattern FILE = Pattern.compile("@.+|-XX:(VMOptionsFile|Flags)=.*");

    private final Set<Setting> all = new LinkedHashSet<>();

    private SparkSettings() {}

    /**
     * One of them.
     *
     * @param key Spark's key; empty for what the job does not tell, which may be any
     * @param value its value
     * @param place the key under which it stands
     */
    record Setting(String key, @Nullable String value, String place) {}

    static Set<Setting> of(CompiledJob job) {
        SparkSettings settings = new SparkSettings();
        job.conf().forEach(settings::add);
        settings.addPod("driver", "spark.kubernetes.driverEnv.", job.driverPod());
        settings.addPod("executor", "spark.executorEnv.", job.executorPod(1));
        return settings.all;
    }

    private void add(String key, @Nullable String value) {
        all.add(new Setting(key, value, key));
        if (value != null && OPTIONS.matcher(key).matches()) {
            JavaOptions.words(value).forEach(option -> addOption(option, key));
        }
    }

    private void addOption(String option, String place) {
        if (option.startsWith(OPTION)) {
            int end = option.indexOf('=');
            String key = option.substring(2, end < 0 ? option.length() : end);
            all.add(new Setting(key, option.substring(2), place));
        } else if (FILE.matcher(option).matches()) {
            all.add(new Setting("", option, place));
        }
    }

    private void addPod(String role, String env, Pod pod) {
        String prefix = "spark.kubernetes." + role + ".";
        addAll(prefix + "label.", pod.getMetadata().getLabels());
        addAll(prefix + "annotation.", pod.getMetadata().getAnnotations());
        PodSpec spec = pod.getSpec();
        addAll(prefix + "node.selector.", spec.getNodeSelector());
        add(prefix + "scheduler.name", spec.getSchedulerName());
        add("spark.kubernetes.authenticate." + role + ".serviceAccountName", spec.getServiceAccountName());
        spec.getVolumes().forEach(volume -> addVolume(prefix, volume));
        spec.getContainers().stream()
                .filter(container -> container.getName().equals("spark-kubernetes-" + role))
                .map(Container::getEnv)
                .forEach(variables -> variables.forEach(variable -> addVariable(prefix, env, variable)));
    }

    private void addAll(String prefix, Map<String, String> entries) {
        entries.forEach((key, value) -> add(prefix + key, value));
    }

    private void addVolume(String prefix, Volume volume) {
        if (volume.getSecret() != null) {
            add(prefix + "secrets." + volume.getSecret().getSecretName(), volume.getName());
        }
        addVolume(prefix, "hostPath", volume.getHostPath(), volume);
        addVolume(prefix, "persistentVolumeClaim", volume.getPersistentVolumeClaim(), volume);
        addVolume(prefix, "emptyDir", volume.getEmptyDir(), volume);
        addVolume(prefix, "nfs", volume.getNfs(), volume);
    }

    private void addVolume(String prefix, String kind, @Nullable Object source, Volume volume) {
        if (source != null) {
            add(prefix + "volumes." + kind + "." + volume.getName(), source.toString());
        }
    }

    private void addVariable(String prefix, String env, EnvVar variable) {
        String key = env + variable.getName();
        if (variable.getValueFrom() == null) {
            add(key, variable.getValue());
            return;
        }
        all.add(new Setting(key, variable.getValueFrom().toString(), key));
        SecretKeySelector secret = variable.getValueFrom().getSecretKeyRef();
        if (secret != null) {
            add(prefix + "secretKeyRef." + variable.getName(), secret.getName() + ":" + secret.getKey());
        }
        if (OPTIONS.matcher(key).matches()) {
            all.add(new Setting("", variable.getValueFrom().toString(), key));
        }
    }
}
