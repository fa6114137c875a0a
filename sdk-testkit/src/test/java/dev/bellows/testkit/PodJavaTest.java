package dev.bellows.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodJavaTest {
    @TempDir
    Path directory;

    @Test
    void an_old_hadoop_does_not_run_on_a_new_java() throws IOException {
        SparkDistribution old = spark("/m2/hadoop-client-api-3.4.2.jar");
        SparkDistribution young = spark("/m2/hadoop-client-api-3.5.0.jar");

        assertThat(PodJava.canRun(old, 17)).isTrue();
        assertThat(PodJava.canRun(old, 25)).isFalse();
        assertThat(PodJava.canRun(young, 25)).isTrue();
        assertThat(PodJava.canRun(young, 11)).isFalse();
    }

    @Test
    void the_newest_java_that_fits_is_chosen() throws IOException {
        install("a", "11.0.2");
        install("b", "17.0.15");
        install("c", "21");
        install("d", "25.0.1");

        assertThat(PodJava.installed(directory, spark("/m2/hadoop-client-api-3.4.2.jar")))
                .isEqualTo(directory.resolve("c"));
        assertThat(PodJava.installed(directory, spark("/m2/spark.jar"))).isEqualTo(directory.resolve("d"));
    }

    @Test
    void without_a_java_that_fits_the_message_says_what_to_do() throws IOException {
        install("a", "11.0.2");
        SparkDistribution spark = spark("/m2/spark-core_2.13-4.1.1.jar");

        assertThatIllegalStateException()
                .isThrownBy(() -> PodJava.installed(directory, spark))
                .withMessageContainingAll("4.1.1", directory.toString(), "Java 17 to 22", "javaHome(directory)");
    }

    private void install(String name, String version) throws IOException {
        Path bin = Files.createDirectories(directory.resolve(name).resolve("bin"));
        assertThat(Files.createFile(bin.resolve("java")).toFile().setExecutable(true))
                .isTrue();
        Files.writeString(directory.resolve(name).resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private SparkDistribution spark(String jar) throws IOException {
        return SparkDistribution.ofClassPath(Files.writeString(directory.resolve("class-path"), jar));
    }
}
