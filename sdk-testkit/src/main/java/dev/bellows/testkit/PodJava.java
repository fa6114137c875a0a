package dev.bellows.testkit;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Chooses the JVM of pods: this one, unless the Spark that they run is too old for it. */
final class PodJava {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");
    private static final Pattern OLD_HADOOP = Pattern.compile("hadoop-client-api-3\\.[0-4]\\..*\\.jar");

    /** Hadoop before 3.5 asks for the subject of the current thread in a way that JVMs refuse from this version on. */
    private static final int TOO_NEW_FOR_OLD_HADOOP = 23;

    private static final int OLDEST = 17;

    private PodJava() {}

    /**
     * The home of a JVM that can run this Spark.
     *
     * @throws IllegalStateException if there is none
     */
    static Path homeFor(SparkDistribution spark) {
        Path own = Path.of(System.getProperty("java.home"));
        return canRun(spark, Runtime.version().feature()) ? own : installed(INSTALLED, spark);
    }

    static boolean canRun(SparkDistribution spark, int version) {
        boolean oldHadoop = spark.classPath().stream()
                .anyMatch(entry ->
                        OLD_HADOOP.matcher(entry.getFileName().toString()).matches());
        return version >= OLDEST && (!oldHadoop || version < TOO_NEW_FOR_OLD_HADOOP);
    }

    /** The newest of the JVMs in a directory that can run this Spark. */
    static Path installed(Path directory, SparkDistribution spark) {
        try (Stream<Path> homes = Files.list(directory)) {
            return homes.filter(home -> Files.isExecutable(home.resolve("bin").resolve("java")))
                    .filter(home -> canRun(spark, versionOf(home).orElse(0)))
                    .max(Comparator.comparingInt(home -> versionOf(home).orElse(0)))
                    .orElseThrow(() -> noJava(directory, spark));
        } catch (IOException e) {
            throw noJava(directory, spark);
        }
    }

    /** The feature version that a JVM's {@code release} file tells. */
    private static OptionalInt versionOf(Path home) {
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
            release.load(reader);
        } catch (IOException e) {
            return OptionalInt.empty();
        }
        Matcher version = Pattern.compile("\"(\\d+).*").matcher(release.getProperty("JAVA_VERSION", ""));
        return Optional.of(version)
                .filter(Matcher::matches)
                .map(found -> OptionalInt.of(Integer.parseInt(found.group(1))))
                .orElse(OptionalInt.empty());
    }

    private static IllegalStateException noJava(Path directory, SparkDistribution spark) {
        return new IllegalStateException("Spark " + spark + " does not run on Java "
                + Runtime.version().feature() + ", and " + directory + " holds no Java " + OLDEST + " to "
                + (TOO_NEW_FOR_OLD_HADOOP - 1)
                + ". Install one there, or name its home with LocalCluster.builder().javaHome(directory).");
    }
}
