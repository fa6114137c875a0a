package dev.bellows.compile;

import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The layout of one object. Conf and executor template are annotations of the driver pod, which it mounts as files; executors reach it by
 * its IP, which only the kubelet knows. The run's record comes later than the pod, and names the one submission whose driver may run: any
 * other pod of that name finds no properties file.
 */
public final class CompactLayout {
    /** The key of the record under which the application id of the only driver stands that may run, or none if none may. */
    public static final String SUBMISSION_KEY = "bellows.submission";

    private static final String SUBMISSION = "BELLOWS_SUBMISSION";
    private static final String PREFIX = "bellows.dev/";
    private static final String DRIVER_HOST = "spark.driver.host";
    private static final int READABLE_BY_ALL = 0644;

    private final CompiledJob full;

    private CompactLayout(CompiledJob full) {
        this.full = full;
    }

    /** The same job in this layout. */
    static CompiledJob of(CompiledJob full) {
        return new CompactLayout(full).compact();
    }

    private CompiledJob compact() {
        SortedMap<String, String> conf = new TreeMap<>(full.conf());
        conf.remove(DRIVER_HOST);
        String properties = PropertiesText.of(conf);
        return new CompiledJob(
                full.attempt(),
                full.sparkVersion(),
                Collections.unmodifiableSortedMap(conf),
                properties,
                driver(properties, ObjectYaml.of(full.executorTemplate())),
                full.executorTemplate(),
                Optional.empty(),
                Optional.empty(),
                full.extras(),
                full.localFiles(),
                full.uploads(),
                full.notes());
    }

    private Pod driver(String properties, String template) {
        Pod pod = new PodBuilder(full.driverPod())
                .editMetadata()
                .addToAnnotations(PREFIX + Payload.PROPERTIES_KEY, properties)
                .addToAnnotations(PREFIX + Payload.TEMPLATE_KEY, template)
                .endMetadata()
                .build();
        // Without a record the variable is not defined, and the kubelet leaves its reference as it stands: that is a
        // file's name too.
        Map<String, List<DownwardAPIVolumeFile>> files = Map.of(
                Payload.CONF_VOLUME,
                List.of(
                        file(
                                Payload.PROPERTIES_KEY,
                                propertiesPath(full.attempt().appId())),
                        file(Payload.PROPERTIES_KEY, propertiesPath(reference(SUBMISSION)))),
                Payload.TEMPLATE_VOLUME,
                List.of(file(Payload.TEMPLATE_KEY, Payload.fileNameOf(Payload.TEMPLATE_FILE))));
        pod.getSpec().getVolumes().forEach(volume -> mount(volume, files));
        pod.getSpec().getContainers().stream()
                .filter(container -> container.getName().equals(DriverPod.CONTAINER))
                .forEach(this::start);
        return pod;
    }

    private static void mount(Volume volume, Map<String, List<DownwardAPIVolumeFile>> files) {
        List<DownwardAPIVolumeFile> items = files.get(volume.getName());
        if (items != null) {
            DownwardAPIVolumeSource source = new DownwardAPIVolumeSource();
            source.setItems(items);
            volume.setConfigMap(null);
            volume.setDownwardAPI(source);
        }
    }

    private void start(Container spark) {
        List<EnvVar> env = new ArrayList<>(spark.getEnv());
        EnvVarSource submission = new EnvVarSource();
        submission.setConfigMapKeyRef(
                new ConfigMapKeySelector(SUBMISSION_KEY, full.attempt().run().runName(), true));
        env.add(new EnvVar(SUBMISSION, null, submission));
        spark.setEnv(env);
        List<String> args = new ArrayList<>(spark.getArgs());
        int file = args.indexOf(DriverPod.PROPERTIES_FILE) + 1;
        args.set(file, Payload.CONF_PATH + "/" + propertiesPath(reference(SUBMISSION)));
        args.addAll(file + 1, List.of("--conf", DRIVER_HOST + "=" + reference(DriverPod.BIND_ADDRESS)));
        spark.setArgs(args);
    }

    private static DownwardAPIVolumeFile file(String key, String path) {
        ObjectFieldSelector annotation = new ObjectFieldSelector("v1", "metadata.annotations['" + PREFIX + key + "']");
        return new DownwardAPIVolumeFile(annotation, READABLE_BY_ALL, path, null);
    }

    /** In a folder, because the driver hands all files of the conf folder itself on to its executors. */
    private static String propertiesPath(String submission) {
        return submission + "/" + Payload.PROPERTIES_KEY;
    }

    /** What the kubelet replaces by a variable's value. */
    private static String reference(String variable) {
        return "$(" + variable + ")";
    }
}
