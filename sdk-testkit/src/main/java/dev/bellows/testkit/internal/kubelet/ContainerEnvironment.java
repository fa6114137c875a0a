package dev.bellows.testkit.internal.kubelet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Computes a container's environment variables. */
final class ContainerEnvironment {
    private final NamespaceContent content;
    private final PodFields fields;

    ContainerEnvironment(NamespaceContent content, PodFields fields) {
        this.content = content;
        this.fields = fields;
    }

    /** The variables in order of their definition; throws {@link NotReady} while an object or a key is missing. */
    Map<String, String> of(Container container) {
        Map<String, String> variables = new LinkedHashMap<>();
        container.getEnvFrom().forEach(source -> addAll(source, variables));
        for (EnvVar variable : container.getEnv()) {
            valueOf(variable, variables).ifPresent(value -> variables.put(variable.getName(), value));
        }
        return variables;
    }

    private void addAll(EnvFromSource source, Map<String, String> variables) {
        String prefix = source.getPrefix() == null ? "" : source.getPrefix();
        Map<String, byte[]> keys = Map.of();
        if (source.getConfigMapRef() != null) {
            var ref = source.getConfigMapRef();
            keys = keysOf("configmap", ref.getName(), content.configMap(ref.getName()), ref.getOptional());
        } else if (source.getSecretRef() != null) {
            var ref = source.getSecretRef();
            keys = keysOf("secret", ref.getName(), content.secret(ref.getName()), ref.getOptional());
        }
        keys.forEach((key, bytes) -> variables.put(prefix + key, new String(bytes, UTF_8)));
    }

    private Optional<String> valueOf(EnvVar variable, Map<String, String> defined) {
        EnvVarSource source = variable.getValueFrom();
        if (source == null) {
            String value = variable.getValue() == null ? "" : variable.getValue();
            return Optional.of(VariableExpansion.expand(value, defined));
        }
        if (source.getFieldRef() != null) {
            String path = source.getFieldRef().getFieldPath();
            return Optional.of(fields.value(path).orElseThrow(() -> missing("unsupported fieldPath: " + path)));
        }
        if (source.getConfigMapKeyRef() != null) {
            var ref = source.getConfigMapKeyRef();
            var keys = keysOf("configmap", ref.getName(), content.configMap(ref.getName()), ref.getOptional());
            return value("ConfigMap", ref.getName(), keys, ref.getKey(), ref.getOptional());
        }
        if (source.getSecretKeyRef() != null) {
            var ref = source.getSecretKeyRef();
            var keys = keysOf("secret", ref.getName(), content.secret(ref.getName()), ref.getOptional());
            return value("Secret", ref.getName(), keys, ref.getKey(), ref.getOptional());
        }
        throw missing(variable.getName() + ": this node knows field, ConfigMap and Secret references only");
    }

    private static Map<String, byte[]> keysOf(
            String kind, String name, Optional<Map<String, byte[]>> object, @Nullable Boolean optional) {
        if (object.isEmpty() && !Boolean.TRUE.equals(optional)) {
            throw missing(kind + " \"" + name + "\" not found");
        }
        return object.orElse(Map.of());
    }

    private Optional<String> value(
            String kind, String name, Map<String, byte[]> keys, String key, @Nullable Boolean optional) {
        byte[] value = keys.get(key);
        if (value == null && !Boolean.TRUE.equals(optional)) {
            String namespace = fields.pod().getMetadata().getNamespace();
            throw missing("couldn't find key " + key + " in " + kind + " " + namespace + "/" + name);
        }
        return Optional.ofNullable(value).map(bytes -> new String(bytes, UTF_8));
    }

    private static NotReady missing(String message) {
        return new NotReady(NotReady.Step.CONFIGURATION, message);
    }
}
