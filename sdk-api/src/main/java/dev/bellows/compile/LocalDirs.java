package dev.bellows.compile;

import dev.bellows.job.pod.PodVolume;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The driver's scratch folders, one {@code emptyDir} each. The executors take over the driver's paths.
 *
 * @param paths where they are mounted
 * @param given whether the job names volumes for them, so that none are made
 */
record LocalDirs(List<String> paths, boolean given) {
    private static final String DEFAULT_PATH = "/var/data/spark";

    static LocalDirs of(Map<String, String> conf, List<PodVolume> volumes) {
        List<String> mounted = volumes.stream()
                .filter(PodVolume::isLocalDir)
                .map(PodVolume::mountPath)
                .toList();
        if (!mounted.isEmpty()) {
            return new LocalDirs(mounted, true);
        }
        List<String> paths =
                List.of(conf.getOrDefault("spark.local.dir", DEFAULT_PATH).split(",", -1));
        return new LocalDirs(paths, false);
    }

    String joined() {
        return String.join(",", paths);
    }

    List<Volume> volumes() {
        List<Volume> volumes = new ArrayList<>();
        for (int number = 1; number <= made(); number++) {
            Volume volume = new Volume();
            volume.setName(nameOf(number));
            volume.setEmptyDir(new EmptyDirVolumeSource());
            volumes.add(volume);
        }
        return volumes;
    }

    List<VolumeMount> mounts() {
        List<VolumeMount> mounts = new ArrayList<>();
        for (int number = 1; number <= made(); number++) {
            mounts.add(PodVolumes.mount(nameOf(number), paths.get(number - 1)));
        }
        return mounts;
    }

    private int made() {
        return given ? 0 : paths.size();
    }

    private static String nameOf(int number) {
        return "spark-local-dir-" + number;
    }
}
