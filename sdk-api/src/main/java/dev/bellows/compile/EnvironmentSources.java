package dev.bellows.compile;

import dev.bellows.job.pod.EnvFrom;
import dev.bellows.job.pod.EnvSource;
import dev.bellows.job.pod.SecretRef;
import io.fabric8.kubernetes.api.model.ConfigMapEnvSource;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import io.fabric8.kubernetes.api.model.SecretEnvSource;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Environment variables whose values come from elsewhere. */
final class EnvironmentSources {
    private EnvironmentSources() {}

    /** Those of Secrets, which Spark has conf for. */
    static List<EnvVar> ofSecrets(Map<String, EnvSource> sources) {
        return variables(sources, source -> source instanceof SecretRef);
    }

    /** All others. */
    static List<EnvVar> ofOthers(Map<String, EnvSource> sources) {
        return variables(sources, source -> !(source instanceof SecretRef));
    }

    static List<EnvVar> all(Map<String, EnvSource> sources) {
        return variables(sources, source -> true);
    }

    static List<EnvFromSource> whole(List<EnvFrom> sources) {
        return sources.stream().map(EnvironmentSources::whole).toList();
    }

    /** A field of the pod itself. */
    static EnvVar ofField(String name, String path) {
        EnvVarSource field = new EnvVarSource();
        field.setFieldRef(new ObjectFieldSelector("v1", path));
        return new EnvVar(name, null, field);
    }

    private static List<EnvVar> variables(Map<String, EnvSource> sources, Predicate<EnvSource> which) {
        List<EnvVar> variables = new ArrayList<>();
        new TreeMap<>(sources).forEach((name, source) -> {
            if (which.test(source)) {
                variables.add(variable(name, source));
            }
        });
        return variables;
    }

    private static EnvVar variable(String name, EnvSource source) {
        EnvVarSource from = new EnvVarSource();
        if (source instanceof SecretRef secret) {
            from.setSecretKeyRef(new SecretKeySelector(secret.key(), secret.name(), null));
        } else if (source instanceof EnvSource.ConfigMapKey map) {
            from.setConfigMapKeyRef(new ConfigMapKeySelector(map.key(), map.name(), null));
        } else if (source instanceof EnvSource.Field field) {
            return ofField(name, field.path());
        } else if (source instanceof EnvSource.Resource resource) {
            from.setResourceFieldRef(new ResourceFieldSelector(null, null, resource.name()));
        }
        return new EnvVar(name, null, from);
    }

    private static EnvFromSource whole(EnvFrom source) {
        EnvFromSource built = new EnvFromSource();
        built.setPrefix(source.prefix().orElse(null));
        if (source.kind() == EnvFrom.Kind.SECRET) {
            built.setSecretRef(new SecretEnvSource(source.name(), null));
        } else {
            built.setConfigMapRef(new ConfigMapEnvSource(source.name(), null));
        }
        return built;
    }
}
