package dev.bellows.testkit.internal.classdata;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Jars and archives of tests. */
public final class Jars {
    static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    static final List<String> OPTIONS = List.of("-XX:+UseSerialGC");

    private Jars() {}

    /** A jar with the program {@link Greeting} and a file {@code greeting.properties}. */
    static Path greeting(Path file) throws IOException {
        String resource = Greeting.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
                InputStream classFile = Greeting.class.getClassLoader().getResourceAsStream(resource)) {
            jar.putNextEntry(new JarEntry(resource));
            Objects.requireNonNull(classFile, resource).transferTo(jar);
            jar.putNextEntry(new JarEntry("greeting.properties"));
        }
        return file;
    }

    /** Class data of one jar, with a file that stands for its archive. */
    public static ClassData archived(Path directory, Path jar) throws IOException {
        greeting(jar);
        ArchiveFolder folder = ArchiveFolder.open(directory.resolve("class-data"), InstantSource.system())
                .orElseThrow();
        keep(folder, ArchiveKey.of(JAVA_HOME, OPTIONS, List.of(jar)).orElseThrow(), List.of(jar));
        return ClassData.in(folder.path(), JAVA_HOME, OPTIONS, List.of(jar), InstantSource.system());
    }

    static void keep(ArchiveFolder folder, String key, List<Path> classPath) throws IOException {
        Files.writeString(folder.making().resolve(Archive.FILE), "as good as an archive");
        folder.publish(key, classPath);
    }
}
