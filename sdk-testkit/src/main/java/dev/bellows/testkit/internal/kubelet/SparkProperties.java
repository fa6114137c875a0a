package dev.bellows.testkit.internal.kubelet;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** The driver's properties file: what the launcher reads from it before the driver's JVM exists, and its paths rewritten. */
final class SparkProperties {
    private static final String DISCOVERY_SCRIPT = "spark\\.executor\\.resource\\..+\\.discoveryScript";

    private final Properties properties;

    private SparkProperties(Properties properties) {
        this.properties = properties;
    }

    static SparkProperties empty() {
        return new SparkProperties(new Properties());
    }

    static SparkProperties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new SparkProperties(properties);
    }

    Optional<String> get(String key) {
        return Optional.ofNullable(properties.getProperty(key))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** Rewrites the driver's paths. What executors are told stays: each of them has directories of its own. */
    SparkProperties rewritten(MountPaths paths) {
        Properties copy = new Properties();
        for (String key : properties.stringPropertyNames()) {
            String value = properties.getProperty(key);
            if (key.matches(DISCOVERY_SCRIPT)) {
                copy.setProperty(key, seenByExecutors(value));
            } else {
                copy.setProperty(key, isForExecutors(key) ? value : paths.rewrite(value));
            }
        }
        return new SparkProperties(copy);
    }

    void write(Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    /** Executors learn this path from the driver, when it is too late to rewrite it; a file of this machine stays what it is. */
    private static String seenByExecutors(String path) {
        return !path.startsWith("/") || Files.exists(Path.of(path)) ? path : PodDirectory.SEEN_FROM_WORK + path;
    }

    private static boolean isForExecutors(String key) {
        return !key.equals("spark.kubernetes.executor.podTemplateFile")
                && (key.startsWith("spark.executor.")
                        || key.startsWith("spark.executorEnv.")
                        || key.startsWith("spark.kubernetes.executor."));
    }
}
