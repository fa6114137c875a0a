package dev.bellows.testkit.internal.door;

import java.nio.file.Path;
import java.util.Optional;

/** Where the output of containers is kept. */
public interface PodLogs {

    /** The file that a container writes to; empty while it has none. */
    Optional<Path> logFile(String namespace, String pod, String container);

    /** Whether the file grows no more. */
    boolean finished(String namespace, String pod, String container);
}
