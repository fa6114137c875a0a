package dev.bellows.testkit.internal.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bellows.testkit.SparkDistribution;
import dev.bellows.testkit.internal.classdata.ClassData;
import dev.bellows.testkit.internal.classdata.Jars;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkCommandTest {
    @TempDir
    Path directory;

    private SparkCommand spark;

    @BeforeEach
    void prepare() throws IOException {
        Path classPath = Files.writeString(directory.resolve("cp"), "/jars/a.jar:/jars/b.jar\n");
        Site site = new Site(
                Path.of("/jdk"),
                Path.of("/tether"),
                SparkDistribution.ofClassPath(classPath),
                ClassData.none(),
                URI.create("http://127.0.0.1:6443"));
        spark = new SparkCommand(site, new PodDirectory(Path.of("/pod")), Path.of("/hosts/default"));
    }

    private void archived(Path jar) throws IOException {
        ClassData classData = Jars.archived(directory, jar);
        Path classPath = Files.writeString(directory.resolve("cp"), jar.toString());
        Site site = new Site(
                Path.of("/jdk"),
                Path.of("/tether"),
                SparkDistribution.ofClassPath(classPath),
                classData,
                URI.create("http://127.0.0.1:6443"));
        spark = new SparkCommand(site, new PodDirectory(Path.of("/pod")), Path.of("/hosts/default"));
    }

    @Test
    void a_driver_gets_the_jvm_that_its_properties_ask_for() throws IOException {
        SparkProperties properties = properties("""
                spark.driver.memory=2g
                spark.driver.extraJavaOptions=-Da="x y" -Db
                spark.driver.extraClassPath=/opt/x.jar
                spark.driver.defaultJavaOptions=-Ddefault
                """);

        List<String> command = spark.driver("127.0.1.7", List.of("--class", "Main", "app.jar", "1"), properties);

        assertThat(command)
                .startsWith("/jdk/bin/java")
                .contains("-Djdk.net.hosts.file=/hosts/default", "-Djava.io.tmpdir=/pod/tmp")
                .containsAll(JvmOptions.MODULES)
                .containsSequence("-Xmx2g", "-Ddefault", "-Da=x y", "-Db", "-cp")
                .contains("/tether:/opt/x.jar:/jars/a.jar:/jars/b.jar:/pod/work")
                .containsSequence("org.apache.spark.deploy.SparkSubmit", "--conf", "spark.driver.bindAddress=127.0.1.7")
                .contains("spark.kubernetes.authenticate.driver.mounted.oauthTokenFile=/pod/service-account/token")
                .endsWith("--deploy-mode", "client", "--class", "Main", "app.jar", "1");
    }

    @Test
    void with_an_archive_the_jars_come_first() throws IOException {
        Path jar = directory.resolve("spark.jar");
        archived(jar);

        List<String> command = spark.driver("127.0.1.7", List.of("app.jar"), SparkProperties.empty());

        assertThat(command)
                .contains("-Xlog:cds=off", jar + ":/tether:/pod/work")
                .anyMatch(option -> option.startsWith("-XX:SharedArchiveFile=" + directory))
                .noneMatch(option -> option.startsWith("-XX:DumpLoadedClassList"));
    }

    @Test
    void jars_before_sparks_stay_before_them_without_an_archive() throws IOException {
        Path jar = directory.resolve("spark.jar");
        archived(jar);

        List<String> command = spark.driver(
                "127.0.1.7", List.of("--driver-class-path", "/opt/x.jar", "app.jar"), SparkProperties.empty());

        assertThat(command)
                .contains("/tether:/opt/x.jar:" + jar + ":/pod/work")
                .noneMatch(option -> option.contains("SharedArchiveFile") || option.startsWith("-Xlog"));
    }

    @Test
    void arguments_win_over_properties_up_to_the_application() throws IOException {
        SparkProperties properties = properties("spark.driver.memory=2g\n");
        List<String> arguments = List.of(
                "--verbose", "--driver-memory", "3g", "--conf", "spark.x=y", "app.jar", "--driver-memory", "4g");

        assertThat(spark.driver("127.0.1.7", arguments, properties))
                .contains("-Xmx3g")
                .doesNotContain("-Xmx4g");
    }

    @Test
    void a_driver_has_one_gibibyte_unless_told() {
        assertThat(spark.driver("127.0.1.7", List.of("app.jar"), SparkProperties.empty()))
                .contains("-Xmx1g");
    }

    @Test
    void an_executor_is_what_its_environment_says() {
        Map<String, String> environment = executorEnvironment();
        for (int i = 0; i <= 10; i++) {
            environment.put("SPARK_JAVA_OPT_" + i, "-Dn=" + i);
        }

        List<String> command = spark.executor(environment);

        assertThat(command)
                .containsSequence("-Dn=1", "-Dn=2", "-Dn=3")
                .containsSequence("-Dn=9", "-Dn=10", "-Xms512m", "-Xmx512m")
                .contains("/tether:/conf:/extra.jar:/jars/a.jar:/jars/b.jar:/pod/work")
                .endsWith(
                        "org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBackend",
                        "--driver-url",
                        "spark://x",
                        "--executor-id",
                        "3",
                        "--cores",
                        "2",
                        "--app-id",
                        "app",
                        "--hostname",
                        "127.0.1.8",
                        "--resourceProfileId",
                        "0",
                        "--podName",
                        "exec-3");
    }

    @Test
    void an_executor_without_a_driver_cannot_run() {
        Map<String, String> environment = executorEnvironment();
        environment.remove("SPARK_DRIVER_URL");

        assertThatExceptionOfType(NotRunnable.class)
                .isThrownBy(() -> spark.executor(environment))
                .withMessage("executor: environment variable SPARK_DRIVER_URL is not set");
    }

    @Test
    void the_properties_of_executors_keep_their_paths() throws IOException {
        MountPaths paths = new MountPaths(Map.of("/opt/bellows", Path.of("/pod/files")));

        SparkProperties rewritten = properties("""
                        spark.jars=file:/opt/bellows/app.jar
                        spark.executor.extraClassPath=/opt/bellows/x.jar
                        spark.kubernetes.executor.podTemplateFile=/opt/bellows/t.yml
                        """).rewritten(paths);

        assertThat(rewritten.get("spark.jars")).hasValue("file:/pod/files/app.jar");
        assertThat(rewritten.get("spark.executor.extraClassPath")).hasValue("/opt/bellows/x.jar");
        assertThat(rewritten.get("spark.kubernetes.executor.podTemplateFile")).hasValue("/pod/files/t.yml");
    }

    @Test
    void a_discovery_script_that_this_machine_lacks_is_where_each_executor_mounts_it() throws IOException {
        MountPaths paths = new MountPaths(Map.of("/opt/gpu", Path.of("/pod/gpu")));

        SparkProperties rewritten = properties("""
                        spark.driver.resource.gpu.discoveryScript=/opt/gpu/find.sh
                        spark.executor.resource.gpu.discoveryScript=/opt/gpu/find.sh
                        spark.executor.resource.fpga.discoveryScript=/bin/sh
                        """).rewritten(paths);

        assertThat(rewritten.get("spark.driver.resource.gpu.discoveryScript")).hasValue("/pod/gpu/find.sh");
        assertThat(rewritten.get("spark.executor.resource.gpu.discoveryScript")).hasValue("../root/opt/gpu/find.sh");
        assertThat(rewritten.get("spark.executor.resource.fpga.discoveryScript"))
                .hasValue("/bin/sh");
    }

    private SparkProperties properties(String text) throws IOException {
        return SparkProperties.read(Files.writeString(directory.resolve("spark.properties"), text));
    }

    private static Map<String, String> executorEnvironment() {
        return new HashMap<>(Map.of(
                "SPARK_DRIVER_URL", "spark://x",
                "SPARK_EXECUTOR_ID", "3",
                "SPARK_EXECUTOR_CORES", "2",
                "SPARK_EXECUTOR_MEMORY", "512m",
                "SPARK_APPLICATION_ID", "app",
                "SPARK_EXECUTOR_POD_IP", "127.0.1.8",
                "SPARK_RESOURCE_PROFILE_ID", "0",
                "SPARK_EXECUTOR_POD_NAME", "exec-3",
                "SPARK_CLASSPATH", "/extra.jar",
                "SPARK_CONF_DIR", "/conf"));
    }
}
