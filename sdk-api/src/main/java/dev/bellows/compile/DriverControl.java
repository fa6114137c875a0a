package dev.bellows.compile;

import dev.bellows.job.Control;
import dev.bellows.job.SparkJob;
import io.fabric8.kubernetes.api.model.ConfigMapProjection;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.List;
import java.util.Map;

/**
 * The listener by which a driver takes orders: its jar travels in the run's record and its key in a Secret beside it, and both are files
 * of the driver's own. A driver that lacks one of them never starts, so that Spark never looks for a class that is not there.
 */
public final class DriverControl {
    /** The key of the record's {@code binaryData} under which the jar stands. */
    public static final String JAR_KEY = "bellows-driver.jar";

    /** The key of the Secret under which the run's key stands. */
    public static final String SECRET_KEY = "key";

    /** The name of the driver's port at which the listener answers. */
    public static final String PORT_NAME = "bellows-control";

    /** The conf key of that port. */
    public static final String PORT = "spark.bellows.control.port";

    private static final String LISTENER = "dev.bellows.driver.ControlListener";
    private static final String VOLUME = "bellows-control";
    private static final String FOLDER = "/opt/bellows-control";
    private static final int READABLE_BY_ALL = 0444;

    private DriverControl() {}

    /** The name of the Secret that holds a run's key. */
    public static String secretName(String runName) {
        return runName + "-control";
    }

    static void addTo(Map<String, String> conf, SparkJob job) {
        job.control().ifPresent(control -> {
            append(conf, "spark.extraListeners", LISTENER, ",");
            append(conf, "spark.driver.extraClassPath", FOLDER + "/" + JAR_KEY, ":");
            conf.put(PORT, Integer.toString(control.port().orElse(Control.DEFAULT_PORT)));
            conf.put("spark.bellows.control.keyFile", FOLDER + "/" + SECRET_KEY);
            // Executors that do not know how to go could only be killed.
            conf.putIfAbsent("spark.decommission.enabled", "true");
            // Those that hand data on end after a second round of it: Spark's own half a minute between two is long to
            // wait.
            conf.putIfAbsent("spark.storage.decommission.replicationReattemptInterval", "2s");
        });
    }

    private static void append(Map<String, String> conf, String key, String value, String separator) {
        conf.merge(key, value, (others, added) -> others.isBlank() ? added : others + separator + added);
    }

    /** Mounts jar and key into Spark's container, which is a pod's first. */
    static void mountIn(Pod pod, AttemptId attempt) {
        String run = attempt.run().runName();
        VolumeProjection jar = new VolumeProjection();
        jar.setConfigMap(new ConfigMapProjection(List.of(item(JAR_KEY)), run, null));
        VolumeProjection key = new VolumeProjection();
        key.setSecret(new SecretProjection(List.of(item(SECRET_KEY)), secretName(run), null));
        ProjectedVolumeSource both = new ProjectedVolumeSource();
        both.setSources(List.of(jar, key));
        Volume volume = new Volume();
        volume.setName(VOLUME);
        volume.setProjected(both);
        VolumeMount mount = PodVolumes.mount(VOLUME, FOLDER);
        mount.setReadOnly(true);
        pod.getSpec().getVolumes().add(volume);
        pod.getSpec().getContainers().get(0).getVolumeMounts().add(mount);
    }

    private static KeyToPath item(String key) {
        return new KeyToPath(key, READABLE_BY_ALL, key);
    }
}
