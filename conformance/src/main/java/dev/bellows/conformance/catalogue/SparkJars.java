package dev.bellows.conformance.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The jars of one Spark distribution: its classes, apart from ours and from other lines', and what their constants say. */
final class SparkJars {
    // Every object that registers conf keys names this class, be it only in a descriptor.
    private static final String BUILDER = "org/apache/spark/internal/config/ConfigBuilder";
    private static final Pattern KEY = Pattern.compile("spark(\\.[A-Za-z][A-Za-z0-9_-]*){2,}");

    private final URLClassLoader classes;
    private final Set<String> holders = new TreeSet<>();
    private final Set<String> mentionedKeys = new TreeSet<>();

    SparkJars(Path distribution) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(distribution.resolve("jars"))) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        classes = new URLClassLoader(
                jars.stream().map(SparkJars::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        for (Path jar : jars) {
            if (jar.getFileName().toString().startsWith("spark-")) {
                scan(jar);
            }
        }
    }

    /** Spark's classes. */
    ClassLoader classes() {
        return classes;
    }

    /** The names of Scala objects that register conf keys when they are loaded. */
    Set<String> holders() {
        return holders;
    }

    /** Texts in Spark's classes that look like conf keys: some keys are read without being registered. */
    Set<String> mentionedKeys() {
        return mentionedKeys;
    }

    private void scan(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                if (entry.getName().endsWith(".class")) {
                    scan(file, entry);
                }
            }
        }
    }

    private void scan(JarFile file, JarEntry entry) throws IOException {
        byte[] code;
        try (InputStream stream = file.getInputStream(entry)) {
            code = stream.readAllBytes();
        }
        for (String text : ClassConstants.texts(code)) {
            if (KEY.matcher(text).matches()) {
                mentionedKeys.add(text);
            }
        }
        if (entry.getName().endsWith("$.class") && new String(code, StandardCharsets.ISO_8859_1).contains(BUILDER)) {
            holders.add(entry.getName().replace('/', '.').replaceFirst("\\.class$", ""));
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no URL for " + jar, e);
        }
    }
}
