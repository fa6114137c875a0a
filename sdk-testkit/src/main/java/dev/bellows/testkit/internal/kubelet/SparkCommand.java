package dev.bellows.testkit.internal.kubelet;

import dev.bellows.testkit.internal.tether.Tether;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Composes the command lines that the entry point of Spark's image would run. */
final class SparkCommand {
    private static final String JAVA_OPTION_PREFIX = "SPARK_JAVA_OPT_";
    private static final String DEFAULT_DRIVER_MEMORY = "1g";
    private static final String MOUNTED = "spark.kubernetes.authenticate.driver.mounted.";

    private final Site site;
    private final PodDirectory directory;
    private final Path hostsFile;

    SparkCommand(Site site, PodDirectory directory, Path hostsFile) {
        this.site = site;
        this.directory = directory;
        this.hostsFile = hostsFile;
    }

    /** A driver: {@code spark-submit} in client mode, with the options that its launcher script would find out. */
    List<String> driver(String bindAddress, List<String> arguments, SparkProperties properties) {
        Map<String, String> given = LauncherArguments.of(arguments).conf();
        Function<String, Optional<String>> conf =
                key -> Optional.ofNullable(given.get(key)).or(() -> properties.get(key));
        SparkClassPath classPath = classPath(conf.apply("spark.driver.extraClassPath").stream());
        List<String> command = start(classPath);
        if (site.classData().wantsClasses()) {
            command.add("-XX:DumpLoadedClassList=" + directory.classList());
        }
        command.addAll(JvmOptions.MODULES);
        command.add("-Xmx" + conf.apply("spark.driver.memory").orElse(DEFAULT_DRIVER_MEMORY));
        conf.apply("spark.driver.extraLibraryPath").ifPresent(path -> command.add("-Djava.library.path=" + path));
        Stream.of("spark.driver.defaultJavaOptions", "spark.driver.extraJavaOptions")
                .flatMap(key -> conf.apply(key).stream())
                .forEach(options -> command.addAll(JvmOptions.split(options)));
        addMain(command, classPath, "org.apache.spark.deploy.SparkSubmit");
        addConf(command, "spark.driver.bindAddress", bindAddress);
        addConf(command, "spark.executorEnv.SPARK_DRIVER_POD_IP", bindAddress);
        addConf(command, "spark.kubernetes.driver.master", site.apiServer().toString());
        addConf(
                command,
                MOUNTED + "oauthTokenFile",
                directory.serviceAccount().resolve("token").toString());
        command.addAll(List.of("--deploy-mode", "client"));
        command.addAll(arguments);
        return command;
    }

    /** An executor: everything comes from its environment. */
    List<String> executor(Map<String, String> environment) {
        SparkClassPath classPath = classPath(Stream.of("SPARK_CONF_DIR", "SPARK_EXTRA_CLASSPATH", "SPARK_CLASSPATH")
                .flatMap(name -> Optional.ofNullable(environment.get(name)).stream())
                .filter(path -> !path.isEmpty()));
        List<String> command = start(classPath);
        environment.keySet().stream()
                .filter(name -> name.matches(JAVA_OPTION_PREFIX + "\\d+"))
                .sorted(Comparator.comparingInt(name -> Integer.parseInt(name.substring(JAVA_OPTION_PREFIX.length()))))
                .forEach(name -> command.add(valueOf(environment, name)));
        String memory = valueOf(environment, "SPARK_EXECUTOR_MEMORY");
        command.add("-Xms" + memory);
        command.add("-Xmx" + memory);
        addMain(command, classPath, "org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBackend");
        command.addAll(List.of("--driver-url", valueOf(environment, "SPARK_DRIVER_URL")));
        command.addAll(List.of("--executor-id", valueOf(environment, "SPARK_EXECUTOR_ID")));
        command.addAll(List.of("--cores", valueOf(environment, "SPARK_EXECUTOR_CORES")));
        command.addAll(List.of("--app-id", valueOf(environment, "SPARK_APPLICATION_ID")));
        command.addAll(List.of("--hostname", valueOf(environment, "SPARK_EXECUTOR_POD_IP")));
        command.addAll(List.of("--resourceProfileId", valueOf(environment, "SPARK_RESOURCE_PROFILE_ID")));
        command.addAll(List.of("--podName", valueOf(environment, "SPARK_EXECUTOR_POD_NAME")));
        return command;
    }

    private SparkClassPath classPath(Stream<String> before) {
        return SparkClassPath.of(site, before.toList(), directory.work());
    }

    private List<String> start(SparkClassPath classPath) {
        List<String> command = new ArrayList<>();
        command.add(site.java().toString());
        command.addAll(classPath.options());
        command.addAll(JvmOptions.forPod(directory, hostsFile));
        return command;
    }

    private static void addMain(List<String> command, SparkClassPath classPath, String mainClass) {
        command.addAll(List.of("-cp", classPath.toString()));
        command.addAll(List.of(Tether.class.getName(), mainClass));
    }

    private static void addConf(List<String> command, String key, String value) {
        command.addAll(List.of("--conf", key + "=" + value));
    }

    private static String valueOf(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new NotRunnable("executor: environment variable " + name + " is not set");
        }
        return value;
    }
}
