package dev.bellows.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The jars of Spark that a {@link LocalCluster} starts drivers and executors with. They stay apart from the class path of
 * the calling JVM. Immutable.
 */
public final class SparkDistribution {
    /** The system property that {@link #find} reads: a file as {@link #ofClassPath} takes it. */
    public static final String CLASS_PATH_PROPERTY = "bellows.spark.classpath";

    private static final Pattern CORE_JAR = Pattern.compile("spark-core_[\\d.]+-(.+)\\.jar");
    private static final String PYSPARK_HOME =
            "import importlib.util as u; s = u.find_spec('pyspark'); print(s.submodule_search_locations[0] if s else '')";
    private static final long PYTHON_SECONDS = 20;

    private static final String HOW_TO_PROVIDE = "Give LocalCluster a Spark distribution in one of these ways: "
            + "set system property " + CLASS_PATH_PROPERTY + " to a file with the class path of spark-sql and "
            + "spark-kubernetes (mvn dependency:build-classpath -Dmdep.outputFile=FILE); set environment variable "
            + "SPARK_HOME to an unpacked distribution; install the Python package pyspark; or call "
            + "SparkDistribution.ofClassPath(file) or ofHome(directory).";

    private final List<Path> classPath;
    private final @Nullable Path home;

    private SparkDistribution(List<Path> classPath, @Nullable Path home) {
        this.classPath = List.copyOf(classPath);
        this.home = home;
    }

    /**
     * Spark as a build tool resolved it.
     *
     * @param file one line of paths, separated as in a class path, as {@code dependency:build-classpath} of Maven's
     *     dependency plugin writes it
     * @throws IllegalStateException if the file cannot be read
     */
    public static SparkDistribution ofClassPath(Path file) {
        try {
            List<Path> entries = Stream.of(Files.readString(file, UTF_8).strip().split(File.pathSeparator, -1))
                    .filter(entry -> !entry.isEmpty())
                    .map(Path::of)
                    .toList();
            return new SparkDistribution(entries, null);
        } catch (IOException e) {
            throw new IllegalStateException(file + ": is no readable class path file. " + HOW_TO_PROVIDE, e);
        }
    }

    /**
     * An unpacked distribution of Spark.
     *
     * @param sparkHome the directory that holds {@code jars}
     * @throws IllegalStateException if there are no Spark jars
     */
    public static SparkDistribution ofHome(Path sparkHome) {
        Path home = sparkHome.toAbsolutePath();
        SparkDistribution found = new SparkDistribution(jarsIn(home.resolve("jars")), home);
        if (found.version().isEmpty()) {
            throw new IllegalStateException(home + "/jars: holds no spark-core jar. " + HOW_TO_PROVIDE);
        }
        return found;
    }

    /**
     * The Spark of this machine: the file that system property {@value #CLASS_PATH_PROPERTY} names, else environment
     * variable {@code SPARK_HOME}, else the {@code pyspark} package that {@code python3} finds.
     *
     * @throws IllegalStateException if there is none, or if it cannot run on Kubernetes; the message says what to do
     */
    public static SparkDistribution find() {
        SparkDistribution found = find(System.getProperty(CLASS_PATH_PROPERTY), System.getenv("SPARK_HOME"));
        if (!found.has("spark-kubernetes_")) {
            throw new IllegalStateException("Spark " + found + " has no spark-kubernetes jar. " + HOW_TO_PROVIDE);
        }
        return found;
    }

    /** The version of Spark, such as {@code 4.1.1}; empty if no jar tells it. */
    public Optional<String> version() {
        return classPath.stream()
                .map(entry -> CORE_JAR.matcher(entry.getFileName().toString()))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    /** The jars and directories, in order. */
    public List<Path> classPath() {
        return classPath;
    }

    /** The directory of the distribution; empty for a class path. Needed by applications that are not written for the JVM. */
    public Optional<Path> home() {
        return Optional.ofNullable(home);
    }

    @Override
    public String toString() {
        return version().orElse("of unknown version") + " (" + (home == null ? classPath.size() + " jars" : home) + ")";
    }

    private static SparkDistribution find(@Nullable String classPathFile, @Nullable String sparkHome) {
        if (classPathFile != null) {
            return ofClassPath(Path.of(classPathFile));
        }
        if (sparkHome != null) {
            return ofHome(Path.of(sparkHome));
        }
        return pysparkHome()
                .map(SparkDistribution::ofHome)
                .orElseThrow(() -> new IllegalStateException("No Spark was found. " + HOW_TO_PROVIDE));
    }

    private boolean has(String jarPrefix) {
        Predicate<Path> named = entry -> Objects.toString(entry.getFileName()).startsWith(jarPrefix);
        return classPath.stream().anyMatch(named);
    }

    private static Optional<Path> pysparkHome() {
        try {
            Process python = new ProcessBuilder("python3", "-c", PYSPARK_HOME)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!python.waitFor(PYTHON_SECONDS, TimeUnit.SECONDS)) {
                python.destroyForcibly();
                return Optional.empty();
            }
            String printed = new String(python.getInputStream().readAllBytes(), UTF_8).strip();
            return printed.isEmpty() ? Optional.empty() : Optional.of(Path.of(printed));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static List<Path> jarsIn(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
