package dev.bellows.conformance.spark;

import dev.bellows.job.SparkVersion;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A whole Spark on this disk, as {@code conformance/spark-distributions} fetches it.
 *
 * @param version the line that it is of
 * @param home the folder with jars, bin, sbin and python
 */
public record SparkDistribution(SparkVersion version, Path home) {
    /** The distribution of a line, if it was fetched. */
    public static Optional<SparkDistribution> of(SparkVersion version) {
        SparkDistribution spark = new SparkDistribution(version, cache().resolve(version.release()));
        return Files.isDirectory(spark.jars()) ? Optional.of(spark) : Optional.empty();
    }

    /** What a test says that cannot run without it. */
    public static String missing(SparkVersion version) {
        return "Spark " + version.release() + " is missing; conformance/spark-distributions " + version.release()
                + " fetches it";
    }

    /** The release, such as {@code 4.1.4}. */
    public String release() {
        return version.release();
    }

    /** Every jar of it. */
    String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(jars())) {
            return jars.map(Path::toString)
                    .filter(jar -> jar.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    private Path jars() {
        return home.resolve("jars");
    }

    /** Where the distributions are kept. */
    private static Path cache() {
        String configured = System.getenv("BELLOWS_SPARK_CACHE");
        return configured == null
                ? Path.of(System.getProperty("user.home"), ".cache", "bellows-spark")
                : Path.of(configured);
    }
}
