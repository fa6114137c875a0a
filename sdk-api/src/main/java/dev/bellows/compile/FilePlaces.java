package dev.bellows.compile;

import dev.bellows.job.FileReference;
import dev.bellows.job.LocalFile;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Where files are once the driver runs: local ones in the run's record, or in the folder that they are uploaded to. */
final class FilePlaces {
    private static final int KEY_LIMIT = 253;
    private static final Pattern UNSAFE = Pattern.compile("[^-._a-zA-Z0-9]");

    private final SortedMap<String, LocalFile> local = new TreeMap<>();
    private final Optional<String> folder;

    /**
     * Places nothing yet.
     *
     * @param folder the folder of this attempt's uploads; if there is none, local files travel in the record
     */
    FilePlaces(Optional<String> folder) {
        this.folder = folder;
    }

    List<String> of(List<FileReference> files) {
        return files.stream().map(this::of).toList();
    }

    String of(FileReference file) {
        if (file instanceof LocalFile onDisk) {
            String key = freeKey(onDisk);
            local.put(key, onDisk);
            return folder.map(uri -> uri + key).orElse("file:" + Payload.FILES_PATH + "/" + key);
        }
        return file.toString();
    }

    /** The local files that travel in the record, by their key in it. */
    SortedMap<String, LocalFile> inRecord() {
        return folder.isPresent() ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(local);
    }

    /** The local files that are uploaded, by their URI. */
    SortedMap<String, LocalFile> uploads() {
        SortedMap<String, LocalFile> uploads = new TreeMap<>();
        folder.ifPresent(uri -> local.forEach((key, file) -> uploads.put(uri + key, file)));
        return Collections.unmodifiableSortedMap(uploads);
    }

    private String freeKey(LocalFile file) {
        String key = keyOf(file.fileName());
        for (int number = 2; local.containsKey(key) && !file.equals(local.get(key)); number++) {
            key = keyOf(number + "-" + file.fileName());
        }
        return key;
    }

    /** The file's name as a ConfigMap key that no other payload has. */
    private static String keyOf(String fileName) {
        String safe = UNSAFE.matcher(fileName).replaceAll("_");
        String cut = safe.substring(Math.max(0, safe.length() - KEY_LIMIT));
        // Kubernetes refuses keys that begin with two dots or are a single one.
        return Payload.isReserved(cut) || cut.startsWith(".")
                ? "_" + cut.substring(Math.max(0, cut.length() - KEY_LIMIT + 1))
                : cut;
    }
}
