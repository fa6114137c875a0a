package dev.bellows.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkDistributionTest {
    @TempDir
    Path directory;

    @Test
    void a_class_path_file_names_the_jars_in_order() throws IOException {
        Path file = Files.writeString(directory.resolve("cp"), "/m2/spark-core_2.13-4.1.1.jar:/m2/a.jar\n");

        SparkDistribution spark = SparkDistribution.ofClassPath(file);

        assertThat(spark.classPath()).containsExactly(Path.of("/m2/spark-core_2.13-4.1.1.jar"), Path.of("/m2/a.jar"));
        assertThat(spark.version()).hasValue("4.1.1");
        assertThat(spark.home()).isEmpty();
    }

    @Test
    void a_home_holds_its_jars() throws IOException {
        Path jars = Files.createDirectory(directory.resolve("jars"));
        Files.createFile(jars.resolve("spark-core_2.13-4.3.0.jar"));
        Files.createFile(jars.resolve("LICENSE"));

        SparkDistribution spark = SparkDistribution.ofHome(directory);

        assertThat(spark.classPath()).containsExactly(jars.resolve("spark-core_2.13-4.3.0.jar"));
        assertThat(spark.version()).hasValue("4.3.0");
        assertThat(spark.home()).hasValue(directory);
    }

    @Test
    void what_is_not_there_is_told_with_what_to_do() {
        assertThatIllegalStateException()
                .isThrownBy(() -> SparkDistribution.ofHome(directory))
                .withMessageContainingAll(
                        "holds no spark-core jar", SparkDistribution.CLASS_PATH_PROPERTY, "SPARK_HOME");
        assertThatIllegalStateException()
                .isThrownBy(() -> SparkDistribution.ofClassPath(directory.resolve("none")))
                .withMessageContainingAll("none: is no readable class path file", "pyspark");
    }
}
