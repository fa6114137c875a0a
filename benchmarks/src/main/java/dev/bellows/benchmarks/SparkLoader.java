package dev.bellows.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Spark beside Bellows in one JVM, each with the libraries that it ships with: they have other versions of the same ones. */
final class SparkLoader {
    /** The system property that names the file in which Spark's jars are listed. */
    static final String CLASS_PATH = "bellows.spark.classpath";

    private static final String DRIVER_POD = "dev.bellows.benchmarks.spark.SparkDriverPod";

    private SparkLoader() {}

    /** What makes driver pods by Spark's own builder. */
    static Supplier<?> driverPod(Path sparkClassPath) throws IOException, ReflectiveOperationException {
        List<URL> jars = new ArrayList<>();
        jars.add(SparkLoader.class.getProtectionDomain().getCodeSource().getLocation());
        for (String jar : Files.readString(sparkClassPath).strip().split(File.pathSeparator, -1)) {
            jars.add(url(Path.of(jar)));
        }
        // It stays open: Spark loads classes as long as it is used.
        ClassLoader loader = new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        return (Supplier<?>) loader.loadClass(DRIVER_POD).getConstructor().newInstance();
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }
}
