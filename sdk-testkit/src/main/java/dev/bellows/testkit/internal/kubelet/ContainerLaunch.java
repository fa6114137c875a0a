package dev.bellows.testkit.internal.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts the container of one pod: its volumes, its environment, its command line, its process. */
final class ContainerLaunch {
    static final String HOST_IP = "127.0.0.1";
    private static final String SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";
    private static final String SPARK_HOME = "/opt/spark";
    private static final String WORK_DIRECTORY = "/opt/spark/work-dir";
    private static final String PYTHON = "org.apache.spark.deploy.PythonRunner";
    private static final String TERMINATION_LOG = "/dev/termination-log";
    /** Where the conf of jobs keeps packages, beneath a folder that is otherwise this machine's. */
    private static final String IVY = "/tmp/.ivy2";

    private static final int SECRET_MODE = 0600;

    private final Site site;
    private final PodDirectory directory;
    private final Path hostsFile;
    private final String podIp;
    private final String token;

    ContainerLaunch(Site site, PodDirectory directory, Path hostsFile, String podIp, String token) {
        this.site = site;
        this.directory = directory;
        this.hostsFile = hostsFile;
        this.podIp = podIp;
        this.token = token;
    }

    /** Starts the process; throws {@link NotReady} while something is missing, {@link NotRunnable} if it never can. */
    ContainerProcess start(Pod pod, NamespaceContent content, Path log) throws IOException {
        PodFields fields = new PodFields(pod, podIp, HOST_IP);
        Container container = pod.getSpec().getContainers().get(0);
        directory.create();
        writeVolumes(pod, new VolumeFiles(content, fields, token));
        Map<String, String> declared = new ContainerEnvironment(content, fields).of(container);
        MountPaths paths = paths(pod, container, declared);
        paths.outermost().forEach(directory::show);
        PodGpus.install(container, directory.programs());
        Map<String, String> environment = environment(pod, declared, paths);
        List<String> arguments = arguments(container, declared, paths);
        List<String> command = command(arguments, environment, paths);
        return ContainerProcess.start(
                command,
                environment,
                directory.work(),
                log,
                text -> paths.rewrite(VariableExpansion.expand(text, declared)));
    }

    private void writeVolumes(Pod pod, VolumeFiles files) {
        PodDirectory.write(
                directory.serviceAccount(),
                Map.of(
                        "token", VolumeFile.text(token, SECRET_MODE),
                        "namespace", VolumeFile.text(pod.getMetadata().getNamespace(), VolumeFile.DEFAULT_MODE)));
        for (Volume volume : pod.getSpec().getVolumes()) {
            if (volume.getHostPath() == null) {
                PodDirectory.write(directory.volume(volume.getName()), files.of(volume));
            }
        }
    }

    private MountPaths paths(Pod pod, Container container, Map<String, String> variables) {
        Map<String, Path> targets = new HashMap<>();
        site.spark().home().ifPresent(home -> targets.put(SPARK_HOME, home));
        targets.put(WORK_DIRECTORY, directory.work());
        targets.put(IVY, directory.temporary().resolve("ivy"));
        targets.put(SERVICE_ACCOUNT, directory.serviceAccount());
        String terminationLog = container.getTerminationMessagePath();
        targets.put(terminationLog == null ? TERMINATION_LOG : terminationLog, directory.terminationLog());
        Map<String, Path> volumes = new HashMap<>();
        for (Volume volume : pod.getSpec().getVolumes()) {
            Path host = volume.getHostPath() == null
                    ? directory.volume(volume.getName())
                    : Path.of(volume.getHostPath().getPath());
            volumes.put(volume.getName(), host);
        }
        for (VolumeMount mount : container.getVolumeMounts()) {
            Path volume = volumes.get(mount.getName());
            if (volume == null) {
                throw new NotRunnable("volumeMounts: " + mount.getName() + ": no volume of this name");
            }
            targets.put(mount.getMountPath(), withinVolume(volume, mount, variables));
        }
        return new MountPaths(targets);
    }

    private static Path withinVolume(Path volume, VolumeMount mount, Map<String, String> variables) {
        String expression = mount.getSubPathExpr() == null ? "" : mount.getSubPathExpr();
        String plain = mount.getSubPath() == null ? "" : mount.getSubPath();
        String subPath = expression.isEmpty() ? plain : VariableExpansion.expand(expression, variables);
        if (subPath.isEmpty()) {
            return volume;
        }
        Path target = volume.resolve(subPath).normalize();
        if (!target.startsWith(volume)) {
            throw new NotRunnable("volumeMounts: " + mount.getName() + ": subPath " + subPath + " leaves the volume");
        }
        if (!Files.exists(target)) {
            PodDirectory.write(target, Map.of());
        }
        return target;
    }

    /** Pods see nothing of this machine's environment but where programs are and which language it speaks. */
    private Map<String, String> environment(Pod pod, Map<String, String> declared, MountPaths paths) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String inherited : List.of("PATH", "LANG")) {
            String value = System.getenv(inherited);
            if (value != null) {
                environment.put(inherited, value);
            }
        }
        environment.merge(
                "PATH", directory.programs().toString(), (machine, own) -> own + File.pathSeparator + machine);
        environment.put("HOME", directory.home().toString());
        environment.put("HOSTNAME", pod.getMetadata().getName());
        environment.put("JAVA_HOME", site.javaHome().toString());
        environment.put("SPARK_LOCAL_IP", podIp);
        site.spark().home().ifPresent(home -> environment.put("SPARK_HOME", home.toString()));
        declared.forEach((name, value) -> environment.put(name, paths.rewrite(value)));
        return environment;
    }

    private static List<String> arguments(Container container, Map<String, String> variables, MountPaths paths) {
        List<String> given = new ArrayList<>(container.getCommand());
        given.addAll(container.getArgs());
        return given.stream()
                .map(argument -> paths.rewrite(VariableExpansion.expand(argument, variables)))
                .toList();
    }

    private List<String> command(List<String> arguments, Map<String, String> environment, MountPaths paths)
            throws IOException {
        SparkCommand spark = new SparkCommand(site, directory, hostsFile);
        String role = arguments.isEmpty() ? "" : arguments.get(0);
        List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
        return switch (role) {
            case "driver" -> driver(spark, rest, environment, paths);
            case "executor" -> spark.executor(environment);
            default ->
                throw new NotRunnable("exec: \"" + role + "\": this node has no container runtime and starts only "
                        + "the roles \"driver\" and \"executor\" of Spark's image");
        };
    }

    private List<String> driver(
            SparkCommand spark, List<String> arguments, Map<String, String> environment, MountPaths paths)
            throws IOException {
        if (arguments.contains(PYTHON) && site.spark().home().isEmpty()) {
            throw new NotRunnable(
                    "this node's Spark is a class path without Python; start the cluster with a distribution "
                            + "that has a python folder (SPARK_HOME, the package pyspark, or SparkDistribution.ofHome)");
        }
        String bindAddress = environment.getOrDefault("SPARK_DRIVER_BIND_ADDRESS", podIp);
        LauncherArguments launcher = LauncherArguments.of(arguments);
        Optional<Path> file = launcher.propertiesFile().map(Path::of).filter(Files::isRegularFile);
        if (file.isEmpty()) {
            // One that is named and missing is Spark's to report.
            return spark.driver(bindAddress, arguments, SparkProperties.empty());
        }
        SparkProperties properties = SparkProperties.read(file.get()).rewritten(paths);
        properties.write(directory.sparkProperties());
        String replaced = directory.sparkProperties().toString();
        return spark.driver(bindAddress, LauncherArguments.withPropertiesFile(arguments, replaced), properties);
    }
}
