package dev.bellows.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bellows.Jobs;
import dev.bellows.job.InvalidJob;
import dev.bellows.job.SparkJobBuilder;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JobChecksTest {
    static List<Problem> problemsOf(Consumer<SparkJobBuilder> change) {
        SparkJobBuilder job = Jobs.minimal();
        change.accept(job);
        try {
            return job.build().warnings();
        } catch (InvalidJob e) {
            return e.problems();
        }
    }

    private static Arguments row(String what, String code, String field, Consumer<SparkJobBuilder> change) {
        return arguments(named(what, change), code, field);
    }

    static Stream<Arguments> identity() {
        return Stream.of(
                row("capitals", "NAME_INVALID", "name", j -> j.name("Revenue")),
                row("underscore", "NAME_INVALID", "name", j -> j.name("a_b")),
                row("dot", "NAME_INVALID", "name", j -> j.name("a.b")),
                row("hyphen first", "NAME_INVALID", "name", j -> j.name("-a")),
                row("hyphen last", "NAME_INVALID", "name", j -> j.name("a-")),
                row("64 letters", "NAME_INVALID", "name", j -> j.name("a".repeat(64))),
                row("no name", "NAME_MISSING", "name", j -> j.name("")),
                row("no image", "IMAGE_MISSING", "image", j -> j.image("")),
                row("blank in image", "IMAGE_INVALID", "image", j -> j.image("acme/spark: 4.1.1")),
                row("line break in image", "IMAGE_INVALID", "image", j -> j.image("acme/spark:4.1.1\nx")),
                row("placeholder in image", "IMAGE_INVALID", "image", j -> j.image("spark:{{SPARK_VERSION}}")),
                row("no tag", "IMAGE_NOT_PINNED", "image", j -> j.image("registry:5000/acme/spark")),
                row("latest", "IMAGE_NOT_PINNED", "image", j -> j.image("acme/spark:latest")),
                row("namespace", "NAMESPACE_INVALID", "namespace", j -> j.namespace("a.b")),
                row("service account", "SERVICE_ACCOUNT_INVALID", "serviceAccount", j -> j.serviceAccount("a b")));
    }

    static Stream<Arguments> application() {
        return Stream.of(
                row("no jar", "JAR_MISSING", "application.jar", j -> j.jar("", "A")),
                row("two jars", "JAR_INVALID", "application.jar", j -> j.jar("local:///a.jar,local:///b.jar", "A")),
                row("line break in jar", "JAR_INVALID", "application.jar", j -> j.jar("/a\n.jar", "A")),
                row("folder", "LOCAL_FILE_NAME", "application.jar", j -> j.jar("/home/me/", "A")),
                row("parent folder", "LOCAL_FILE_NAME", "application.jar", j -> j.jar("/home/..", "A")),
                row("no main class", "MAIN_CLASS_MISSING", "application.mainClass", j -> j.jar("/a.jar", "")),
                row(
                        "file name",
                        "MAIN_CLASS_INVALID",
                        "application.mainClass",
                        j -> j.jar("/a.jar", "com/acme/A.class")),
                row("digit first", "MAIN_CLASS_INVALID", "application.mainClass", j -> j.jar("/a.jar", "com.1A")),
                row("option", "MAIN_CLASS_INVALID", "application.mainClass", j -> j.jar("/a.jar", "--conf")),
                row("NUL in argument", "ARGUMENT_INVALID", "application.args[1]", j -> j.args("a", "\0")));
    }

    static Stream<Arguments> sizes() {
        return Stream.of(
                row("no cores", "CORES_NOT_POSITIVE", "driver.cores", j -> j.driver(d -> d.cores(0))),
                row("fewer cores", "CORES_NOT_POSITIVE", "executors.cores", j -> j.executors(e -> e.cores(-1))),
                row("no executors", "EXECUTORS_NOT_POSITIVE", "executors.count", j -> j.executors(e -> e.count(0))),
                row("no unit", "MEMORY_UNIT", "driver.memory", j -> j.driver(d -> d.memory("2048"))),
                row("negative", "MEMORY_INVALID", "executors.memory", j -> j.executors(e -> e.memory("-1g"))),
                row("zero", "MEMORY_INVALID", "executors.memory", j -> j.executors(e -> e.memory("0g"))),
                row("fraction", "MEMORY_INVALID", "driver.memory", j -> j.driver(d -> d.memory("1.5g"))),
                row("nothing", "MEMORY_INVALID", "driver.memory", j -> j.driver(d -> d.memory(""))),
                row("too much", "MEMORY_TOO_LARGE", "driver.memory", j -> j.driver(d -> d.memory("1025t"))),
                row("449m", "MEMORY_TOO_SMALL", "driver.memory", j -> j.driver(d -> d.memory("449m"))),
                row("200Mi", "MEMORY_TOO_SMALL", "executors.memory", j -> j.executors(e -> e.memory("200Mi"))),
                row("overhead", "MEMORY_UNIT", "driver.memoryOverhead", j -> j.driver(d -> d.memoryOverhead("384"))),
                row(
                        "overhead",
                        "MEMORY_INVALID",
                        "executors.memoryOverhead",
                        j -> j.executors(e -> e.memoryOverhead("0m"))),
                row("no CPU", "CPU_INVALID", "driver.requestCores", j -> j.driver(d -> d.requestCores("0"))),
                row(
                        "no CPU in thousandths",
                        "CPU_INVALID",
                        "driver.requestCores",
                        j -> j.driver(d -> d.requestCores("0m"))),
                row("words", "CPU_INVALID", "executors.requestCores", j -> j.executors(e -> e.requestCores("two"))),
                row("negative", "CPU_INVALID", "executors.requestCores", j -> j.executors(e -> e.requestCores("-1"))));
    }

    static Stream<Arguments> metadata() {
        return Stream.of(
                row("blank", "LABEL_KEY_INVALID", "labels", j -> j.label("a b", "x")),
                row("empty key", "LABEL_KEY_INVALID", "labels", j -> j.label("", "x")),
                row("two slashes", "LABEL_KEY_INVALID", "labels", j -> j.label("a/b/c", "x")),
                row("prefix", "LABEL_KEY_INVALID", "labels", j -> j.label("A_/b", "x")),
                row("value", "LABEL_VALUE_INVALID", "labels.team", j -> j.label("team", "a b")),
                row("64 letters", "LABEL_VALUE_INVALID", "labels.team", j -> j.label("team", "a".repeat(64))),
                row("Spark's", "LABEL_RESERVED", "labels.spark-role", j -> j.label("spark-role", "driver")),
                row("Bellows'", "LABEL_RESERVED", "labels.bellows.dev/run", j -> j.label("bellows.dev/run", "x")),
                row(
                        "manager",
                        "LABEL_RESERVED",
                        "labels.app.kubernetes.io/managed-by",
                        j -> j.label("app.kubernetes.io/managed-by", "me")),
                row("blank", "ANNOTATION_KEY_INVALID", "annotations", j -> j.annotation("a b", "x")),
                row(
                        "Bellows'",
                        "ANNOTATION_RESERVED",
                        "annotations.bellows.dev/x",
                        j -> j.annotation("bellows.dev/x", "x")),
                row("NUL", "ANNOTATION_VALUE_INVALID", "annotations.a", j -> j.annotation("a", "\0")),
                row("size", "ANNOTATIONS_TOO_LARGE", "annotations", j -> j.annotation("a", "x".repeat(200_000))));
    }

    static Stream<Arguments> environment() {
        return Stream.of(
                row("digit", "ENV_NAME_INVALID", "env", j -> j.env("1A", "x")),
                row("blank", "ENV_NAME_INVALID", "driver.env", j -> j.driver(d -> d.env("A B", "x"))),
                row("equals", "ENV_NAME_INVALID", "executors.env", j -> j.executors(e -> e.env("A=B", "x"))),
                row("line break", "ENV_VALUE_INVALID", "env.A", j -> j.env("A", "x\nSPARK_JAVA_OPT_9=-javaagent:x")),
                row("NUL", "ENV_VALUE_INVALID", "env.A", j -> j.env("A", "\0")),
                row("Spark's", "ENV_RESERVED", "env.SPARK_CONF_DIR", j -> j.env("SPARK_CONF_DIR", "/x")),
                row("options", "ENV_RESERVED", "env.SPARK_JAVA_OPT_0", j -> j.env("SPARK_JAVA_OPT_0", "-Dx")),
                row(
                        "user",
                        "ENV_RESERVED",
                        "executors.env.SPARK_USER",
                        j -> j.executors(e -> e.env("SPARK_USER", "x"))),
                row("secret", "ENV_SECRET", "env.DB_PASSWORD", j -> j.env("DB_PASSWORD", "x")));
    }

    static Stream<Arguments> conf() {
        return Stream.of(
                row("blank", "CONF_KEY_INVALID", "conf", j -> j.conf("spark.a b", "x")),
                row("line break in key", "CONF_KEY_INVALID", "conf", j -> j.conf("spark.a\nspark.b", "x")),
                row("empty key", "CONF_KEY_INVALID", "conf", j -> j.conf("", "x")),
                row("not Spark's", "CONF_NOT_SPARK", "conf.fs.s3a.endpoint", j -> j.conf("fs.s3a.endpoint", "x")),
                row(
                        "secret",
                        "CONF_SECRET",
                        "conf.spark.hadoop.fs.s3a.secret.key",
                        j -> j.conf("spark.hadoop.fs.s3a.secret.key", "x")),
                row("line break", "CONF_VALUE", "conf.spark.a", j -> j.conf("spark.a", "x\ny")),
                row("blanks", "CONF_VALUE_BLANKS", "conf.spark.a", j -> j.conf("spark.a", " x")),
                row("port", "CONF_VALUE", "conf.spark.ui.port", j -> j.conf("spark.ui.port", "0")),
                row("high port", "CONF_VALUE", "conf.spark.ui.port", j -> j.conf("spark.ui.port", "65536")),
                row(
                        "factor",
                        "CONF_VALUE",
                        "conf.spark.driver.memoryOverheadFactor",
                        j -> j.conf("spark.driver.memoryOverheadFactor", "10%")),
                row(
                        "size",
                        "CONF_VALUE",
                        "conf.spark.memory.offHeap.size",
                        j -> j.conf("spark.memory.offHeap.size", "x")),
                row(
                        "pull policy",
                        "CONF_VALUE",
                        "conf.spark.kubernetes.container.image.pullPolicy",
                        j -> j.conf("spark.kubernetes.container.image.pullPolicy", "always")),
                row(
                        "pull secrets",
                        "CONF_VALUE",
                        "conf.spark.kubernetes.container.image.pullSecrets",
                        j -> j.conf("spark.kubernetes.container.image.pullSecrets", "a,,b")),
                row("local dir", "CONF_VALUE", "conf.spark.local.dir", j -> j.conf("spark.local.dir", "tmp")),
                row(
                        "node label",
                        "CONF_VALUE",
                        "conf.spark.kubernetes.node.selector.a",
                        j -> j.conf("spark.kubernetes.node.selector.a", "b c")),
                row(
                        "dynamic",
                        "DYNAMIC_ALLOCATION",
                        "conf.spark.dynamicAllocation.enabled",
                        j -> j.conf("spark.dynamicAllocation.enabled", "true")),
                row(
                        "path",
                        "CONF_FILE_OF_DRIVER",
                        "conf.spark.files",
                        j -> j.conf("spark.files", "s3a://b/a.csv,/home/me/b.csv")),
                row(
                        "shuffle service",
                        "SHUFFLE_SERVICE",
                        "conf.spark.shuffle.service.enabled",
                        j -> j.conf("spark.shuffle.service.enabled", "true")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"identity", "application", "sizes", "metadata", "environment", "conf"})
    void finds_exactly_this_problem(Consumer<SparkJobBuilder> change, String code, String field) {
        List<Problem> problems = problemsOf(change);

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).code()).isEqualTo(code);
        assertThat(problems.get(0).field()).isEqualTo(field);
        assertThat(problems.get(0).expected()).isNotBlank();
        assertThat(problems.get(0).fix()).endsWith(".");
        assertThat(problems.get(0).toString()).doesNotContain("\n").hasSizeLessThan(400);
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                row("63 letters", "", "", j -> j.name("a".repeat(63))),
                row("digits", "", "", j -> j.name("9-lives")),
                row("digest", "", "", j -> j.image("r:5000/acme/spark@sha256:" + "0".repeat(64))),
                row("inner class", "", "", j -> j.jar("/a.jar", "com.acme.Outer$Inner")),
                row("letters of the world", "", "", j -> j.jar("/ä.jar", "größe.Übersicht")),
                row("450m", "", "", j -> j.driver(d -> d.memory("450m"))),
                row("half a core", "", "", j -> j.driver(d -> d.requestCores("0.5"))),
                row("empty label value", "", "", j -> j.label("a", "")),
                row("annotation of lines", "", "", j -> j.annotation("a", "x\ny")),
                row("argument of lines", "", "", j -> j.args("{\n}")),
                row(
                        "provider of credentials",
                        "",
                        "",
                        j -> j.conf("spark.hadoop.fs.s3a.aws.credentials.provider", "com.acme.Provider")),
                row("reference", "", "", j -> j.conf("spark.hadoop.fs.s3a.secret.key", "${env.SECRET}")),
                row("authentication", "", "", j -> j.conf("spark.authenticate", "true")),
                row("files by URI", "", "", j -> j.conf("spark.jars", "local:///a.jar,s3a://b/c.jar")),
                row("static", "", "", j -> j.conf("spark.dynamicAllocation.enabled", "false")),
                row("Java options", "", "", j -> j.conf("spark.driver.extraJavaOptions", "-XX:+UseG1GC -Da=b")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void finds_nothing_wrong(Consumer<SparkJobBuilder> change, String code, String field) {
        assertThat(problemsOf(change)).isEmpty();
    }

    @Test
    void errors_come_first_and_then_the_field_counts() {
        List<Problem> problems = problemsOf(j -> j.image("spark")
                .name("A")
                .conf("spark.yarn.queue", "q")
                .driver(d -> d.memory("1").cores(0))
                .executors(e -> e.count(0)));

        assertThat(problems)
                .extracting(Problem::field)
                .containsExactly(
                        "driver.cores", "driver.memory", "executors.count", "name", "conf.spark.yarn.queue", "image");
    }

    @Test
    void a_long_or_broken_value_does_not_break_the_message() {
        assertThat(problemsOf(j -> j.name("A\n" + "x".repeat(10_000))).get(0).seen())
                .startsWith("A?xx")
                .hasSizeLessThan(100);
    }
}
