package dev.bellows.check;

import dev.bellows.job.LocalFile;
import java.util.regex.Pattern;

/** The names of files that travel with a job. */
final class LocalNames {
    private static final Pattern KEPT = Pattern.compile("[-_a-zA-Z0-9][-._a-zA-Z0-9]*");

    private LocalNames() {}

    static boolean isFolder(LocalFile file) {
        String name = file.fileName();
        return name.isEmpty() || name.equals(".") || name.equals("..");
    }

    /** Whether the driver's copy has the same name: a ConfigMap takes few characters. */
    static boolean isKept(LocalFile file) {
        return KEPT.matcher(file.fileName()).matches();
    }
}
