package dev.bellows.testkit.internal.kubelet;

import dev.bellows.testkit.internal.classdata.ClassData;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The class path of one process, and the JVM options that belong to it.
 *
 * @param options what makes the JVM use an archive of its classes, and keep silent if it cannot
 */
record SparkClassPath(List<String> entries, List<String> options) {
    private static final List<String> SILENT = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");

    /**
     * Composes a class path.
     *
     * @param before what comes before Spark's jars
     */
    static SparkClassPath of(Site site, List<String> before, Path work) {
        List<String> folders = new ArrayList<>(List.of(site.tether().toString()));
        folders.addAll(before);
        List<String> jars =
                site.spark().classPath().stream().map(Path::toString).toList();
        ClassData classData = site.classData();
        Optional<Path> archive = classData.archiveFor(before);
        List<String> entries = new ArrayList<>();
        List<String> options = new ArrayList<>();
        if (archive.isPresent()) {
            // The jars that an archive is made of must come first.
            entries.addAll(jars);
            entries.addAll(folders);
            options.add("-XX:SharedArchiveFile=" + archive.get());
            options.addAll(SILENT);
        } else {
            entries.addAll(folders);
            entries.addAll(jars);
        }
        entries.add(work.toString());
        return new SparkClassPath(entries, options);
    }

    @Override
    public String toString() {
        return String.join(File.pathSeparator, entries);
    }
}
