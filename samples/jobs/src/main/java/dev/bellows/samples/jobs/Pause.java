package dev.bellows.samples.jobs;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a task does that only takes its time. */
public final class Pause {
    private static final long LOOK_MILLIS = 100;

    private Pause() {}

    /** Waits for so many seconds, or until there is a file of this name. */
    public static void until(String secondsOrFile) throws InterruptedException {
        if (secondsOrFile.matches("\\d+")) {
            Thread.sleep(Long.parseLong(secondsOrFile) * 1_000);
            return;
        }
        while (!Files.exists(Path.of(secondsOrFile))) {
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
