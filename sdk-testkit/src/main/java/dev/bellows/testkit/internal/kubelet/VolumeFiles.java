package dev.bellows.testkit.internal.kubelet;

import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Computes the files that a volume holds when its pod starts, by path relative to the volume. */
final class VolumeFiles {
    private final NamespaceContent content;
    private final PodFields fields;
    private final String token;

    VolumeFiles(NamespaceContent content, PodFields fields, String token) {
        this.content = content;
        this.fields = fields;
        this.token = token;
    }

    /** The files of the volume, none for an empty directory; throws {@link NotReady} while an object or a key is missing. */
    Map<String, VolumeFile> of(Volume volume) {
        try {
            return filesOf(volume);
        } catch (Missing e) {
            throw new NotReady(
                    NotReady.Step.VOLUME,
                    "MountVolume.SetUp failed for volume \"" + volume.getName() + "\" : " + e.getMessage());
        }
    }

    private Map<String, VolumeFile> filesOf(Volume volume) {
        if (volume.getConfigMap() != null) {
            var source = volume.getConfigMap();
            return configMap(source.getName(), source.getItems(), mode(source.getDefaultMode()), source.getOptional());
        }
        if (volume.getSecret() != null) {
            var source = volume.getSecret();
            return secret(
                    source.getSecretName(), source.getItems(), mode(source.getDefaultMode()), source.getOptional());
        }
        if (volume.getDownwardAPI() != null) {
            var source = volume.getDownwardAPI();
            return downward(source.getItems(), mode(source.getDefaultMode()));
        }
        if (volume.getProjected() != null) {
            Map<String, VolumeFile> files = new LinkedHashMap<>();
            int mode = mode(volume.getProjected().getDefaultMode());
            volume.getProjected().getSources().forEach(source -> files.putAll(projection(source, mode)));
            return files;
        }
        return Map.of();
    }

    private Map<String, VolumeFile> projection(VolumeProjection source, int mode) {
        if (source.getServiceAccountToken() != null) {
            return Map.of(source.getServiceAccountToken().getPath(), VolumeFile.text(token, mode));
        }
        if (source.getConfigMap() != null) {
            var map = source.getConfigMap();
            return configMap(map.getName(), map.getItems(), mode, map.getOptional());
        }
        if (source.getSecret() != null) {
            var secret = source.getSecret();
            return secret(secret.getName(), secret.getItems(), mode, secret.getOptional());
        }
        return source.getDownwardAPI() == null
                ? Map.of()
                : downward(source.getDownwardAPI().getItems(), mode);
    }

    private Map<String, VolumeFile> configMap(
            String name, List<KeyToPath> items, int mode, @Nullable Boolean optional) {
        return keyed("configmap", name, content.configMap(name), items, mode, Boolean.TRUE.equals(optional));
    }

    private Map<String, VolumeFile> secret(String name, List<KeyToPath> items, int mode, @Nullable Boolean optional) {
        return keyed("secret", name, content.secret(name), items, mode, Boolean.TRUE.equals(optional));
    }

    private static Map<String, VolumeFile> keyed(
            String kind,
            String name,
            Optional<Map<String, byte[]>> object,
            List<KeyToPath> items,
            int mode,
            boolean optional) {
        if (object.isEmpty() && !optional) {
            throw new Missing(kind + " \"" + name + "\" not found");
        }
        Map<String, byte[]> keys = object.orElse(Map.of());
        Map<String, VolumeFile> files = new LinkedHashMap<>();
        if (items.isEmpty()) {
            keys.forEach((key, bytes) -> files.put(key, new VolumeFile(bytes, mode)));
        }
        for (KeyToPath item : items) {
            byte[] bytes = keys.get(item.getKey());
            if (bytes != null) {
                files.put(item.getPath(), new VolumeFile(bytes, item.getMode() == null ? mode : item.getMode()));
            } else if (!optional) {
                throw new Missing(kind + " references non-existent config key: " + item.getKey());
            }
        }
        return files;
    }

    private Map<String, VolumeFile> downward(List<DownwardAPIVolumeFile> items, int mode) {
        Map<String, VolumeFile> files = new LinkedHashMap<>();
        for (DownwardAPIVolumeFile item : items) {
            if (item.getFieldRef() == null) {
                throw new Missing(item.getPath() + ": this node knows only field references");
            }
            String path = item.getFieldRef().getFieldPath();
            String value = fields.value(path).orElseThrow(() -> new Missing("unsupported fieldPath: " + path));
            files.put(item.getPath(), VolumeFile.text(value, item.getMode() == null ? mode : item.getMode()));
        }
        return files;
    }

    private static int mode(@Nullable Integer defaultMode) {
        return defaultMode == null ? VolumeFile.DEFAULT_MODE : defaultMode;
    }

    /** What a volume needs and the namespace does not hold. */
    private static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing(String message) {
            super(message);
        }
    }
}
