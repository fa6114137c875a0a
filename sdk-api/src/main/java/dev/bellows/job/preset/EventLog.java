package dev.bellows.job.preset;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * The log from which Spark's history server shows a job after its end: rolling and compressed, with every line of Spark.
 *
 * @param folder the folder's URI, such as {@code s3a://logs/events}; it must exist
 * @param maxFileSize when a new file begins, such as {@code 128m}, at least 10 MiB; default: Spark's
 */
public record EventLog(@JsonProperty(required = true) String folder, Optional<String> maxFileSize) {
    /** The event log in a folder. */
    public static EventLog in(String folder) {
        return new EventLog(folder, Optional.empty());
    }
}
