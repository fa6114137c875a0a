package dev.bellows.compile;

import dev.bellows.job.FileReference;
import dev.bellows.job.JarApplication;
import dev.bellows.job.LocalFile;
import dev.bellows.job.SparkJob;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the program and its files are once the driver runs.
 *
 * @param application the program
 * @param resource the application jar as the driver names it
 * @param local the files that travel with the job, by their key in the ConfigMap
 */
record ApplicationFiles(JarApplication application, String resource, SortedMap<String, LocalFile> local) {
    private static final int KEY_LIMIT = 253;

    static ApplicationFiles of(SparkJob job) {
        // The one kind of application that there is.
        JarApplication application = (JarApplication) job.application().orElseThrow();
        SortedMap<String, LocalFile> local = new TreeMap<>();
        String resource = place(application.jar(), local);
        return new ApplicationFiles(application, resource, Collections.unmodifiableSortedMap(local));
    }

    private static String place(FileReference file, SortedMap<String, LocalFile> local) {
        if (file instanceof LocalFile onDisk) {
            String key = keyOf(onDisk);
            local.put(key, onDisk);
            return "file:" + Payload.FILES_PATH + "/" + key;
        }
        return file.toString();
    }

    /** The file's name as a ConfigMap key that no other payload has. */
    private static String keyOf(LocalFile file) {
        String safe = file.fileName().replaceAll("[^-._a-zA-Z0-9]", "_");
        String cut = safe.substring(Math.max(0, safe.length() - KEY_LIMIT));
        // Kubernetes refuses keys that begin with two dots or are a single one.
        boolean taken = cut.equals(Payload.PROPERTIES_KEY) || cut.equals(Payload.TEMPLATE_KEY);
        return taken || cut.startsWith(".") ? "_" + cut.substring(Math.max(0, cut.length() - KEY_LIMIT + 1)) : cut;
    }
}
