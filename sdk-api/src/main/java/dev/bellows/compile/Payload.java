package dev.bellows.compile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a driver gets as files, and how it mounts them. Every volume names its keys: a driver whose payload was taken out of the ConfigMap
 * never starts.
 */
final class Payload {
    static final String PROPERTIES_KEY = "spark.properties";
    static final String TEMPLATE_KEY = "executor-template.yaml";
    static final String CONF_PATH = "/opt/spark/conf";
    static final String FILES_PATH = "/opt/bellows";
    static final String TEMPLATE_FILE = "/opt/spark/pod-template/pod-spec-template.yml";

    private static final int READABLE_BY_ALL = 0644;
    static final String CONF_VOLUME = "spark-conf-volume-driver";
    static final String TEMPLATE_VOLUME = "pod-template-volume";
    private static final String FILES_VOLUME = "bellows-files";

    private Payload() {}

    /** A key of an attempt's own. */
    static String ofAttempt(String key, int attempt) {
        return attempt == 1 ? key : key + "." + attempt;
    }

    /** Whether a key may be one of ours. */
    static boolean isReserved(String key) {
        return key.startsWith(PROPERTIES_KEY)
                || key.startsWith(TEMPLATE_KEY)
                || key.equals(GpuDiscovery.KEY)
                || key.equals(DriverControl.JAR_KEY);
    }

    static ConfigMap configMap(AttemptId attempt, SortedMap<String, String> labels, Map<String, String> texts) {
        ConfigMap map = new ConfigMap();
        map.setMetadata(ObjectLabels.metadata(attempt, attempt.run().runName(), labels));
        map.setData(new TreeMap<>(texts));
        return map;
    }

    static List<Volume> volumes(AttemptId attempt, Set<String> fileKeys) {
        List<Volume> volumes = new ArrayList<>();
        volumes.add(volume(CONF_VOLUME, attempt, List.of(item(attempt.propertiesKey(), PROPERTIES_KEY))));
        volumes.add(volume(TEMPLATE_VOLUME, attempt, List.of(item(attempt.templateKey(), fileNameOf(TEMPLATE_FILE)))));
        if (!fileKeys.isEmpty()) {
            volumes.add(volume(
                    FILES_VOLUME,
                    attempt,
                    fileKeys.stream().map(key -> item(key, key)).toList()));
        }
        return volumes;
    }

    static List<VolumeMount> mounts(Set<String> fileKeys) {
        List<VolumeMount> mounts = new ArrayList<>();
        mounts.add(PodVolumes.mount(CONF_VOLUME, CONF_PATH));
        mounts.add(PodVolumes.mount(TEMPLATE_VOLUME, folderOf(TEMPLATE_FILE)));
        if (!fileKeys.isEmpty()) {
            mounts.add(PodVolumes.mount(FILES_VOLUME, FILES_PATH));
        }
        return mounts;
    }

    /** A volume of some keys of the payload. */
    static Volume volume(String name, AttemptId attempt, List<KeyToPath> items) {
        ConfigMapVolumeSource source = new ConfigMapVolumeSource();
        source.setName(attempt.run().runName());
        source.setItems(items);
        Volume volume = new Volume();
        volume.setName(name);
        volume.setConfigMap(source);
        return volume;
    }

    private static KeyToPath item(String key, String path) {
        return new KeyToPath(key, READABLE_BY_ALL, path);
    }

    static String fileNameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String folderOf(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }
}
