package dev.bellows.compile;

import dev.bellows.job.Archive;
import dev.bellows.job.Dependencies;
import dev.bellows.job.FileReference;
import dev.bellows.job.LocalFile;
import dev.bellows.job.SparkJob;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the program and its files are once the driver runs.
 *
 * @param program the program as the driver is started with it
 * @param jars further jars, without the program's own
 * @param files plain files
 * @param pyFiles Python modules
 * @param archives archives, with the folder behind {@code #}
 * @param local the files that travel with the job, by their key in the ConfigMap
 */
record ApplicationFiles(
        Program program,
        List<String> jars,
        List<String> files,
        List<String> pyFiles,
        List<String> archives,
        SortedMap<String, LocalFile> local) {
    /** The folder that a Python environment is unpacked into, relative to the working folder. */
    static final String ENVIRONMENT = "environment";

    private static final int KEY_LIMIT = 253;

    static ApplicationFiles of(SparkJob job) {
        SortedMap<String, LocalFile> local = new TreeMap<>();
        Dependencies dependencies = job.dependencies();
        Program program = Program.of(job.application().orElseThrow(), file -> place(file, local));
        return new ApplicationFiles(
                program,
                jars(job, local),
                place(dependencies.files(), local),
                place(dependencies.pyFiles(), local),
                archives(dependencies, local),
                Collections.unmodifiableSortedMap(local));
    }

    private static List<String> jars(SparkJob job, SortedMap<String, LocalFile> local) {
        List<FileReference> jars = new ArrayList<>(job.dependencies().jars());
        job.gpu().flatMap(gpu -> gpu.rapids()).ifPresent(jars::add);
        return place(jars, local);
    }

    private static List<String> archives(Dependencies dependencies, SortedMap<String, LocalFile> local) {
        List<Archive> archives = new ArrayList<>(dependencies.archives());
        dependencies.pythonEnvironment().ifPresent(file -> archives.add(new Archive(file, ENVIRONMENT)));
        return archives.stream()
                .map(archive ->
                        place(archive.file(), local) + (archive.folder().isEmpty() ? "" : "#" + archive.folder()))
                .toList();
    }

    private static List<String> place(List<FileReference> files, SortedMap<String, LocalFile> local) {
        return files.stream().map(file -> place(file, local)).toList();
    }

    private static String place(FileReference file, SortedMap<String, LocalFile> local) {
        if (file instanceof LocalFile onDisk) {
            String key = freeKey(onDisk, local);
            local.put(key, onDisk);
            return "file:" + Payload.FILES_PATH + "/" + key;
        }
        return file.toString();
    }

    private static String freeKey(LocalFile file, SortedMap<String, LocalFile> local) {
        String key = keyOf(file.fileName());
        for (int number = 2; local.containsKey(key) && !file.equals(local.get(key)); number++) {
            key = keyOf(number + "-" + file.fileName());
        }
        return key;
    }

    /** The file's name as a ConfigMap key that no other payload has. */
    private static String keyOf(String fileName) {
        String safe = fileName.replaceAll("[^-._a-zA-Z0-9]", "_");
        String cut = safe.substring(Math.max(0, safe.length() - KEY_LIMIT));
        // Kubernetes refuses keys that begin with two dots or are a single one.
        return Payload.KEYS.contains(cut) || cut.startsWith(".")
                ? "_" + cut.substring(Math.max(0, cut.length() - KEY_LIMIT + 1))
                : cut;
    }
}
