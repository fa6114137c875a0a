package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/**
 * The Spark line that the job's image holds. It decides what the compiler produces; an image name cannot tell it.
 */
public enum SparkVersion {
    /** Spark 3.5. */
    V3_5("3.5", "3.5.9"),
    /** Spark 4.0. */
    V4_0("4.0", "4.0.5"),
    /** Spark 4.1. */
    V4_1("4.1", "4.1.4"),
    /** Spark 4.2. */
    V4_2("4.2", "4.2.1"),
    /** Spark 4.3. */
    V4_3("4.3", "4.3.0");

    private final String line;
    private final String release;

    SparkVersion(String line, String release) {
        this.line = line;
        this.release = release;
    }

    /** The release of the line that Bellows is checked against, such as {@code 4.1.4}; Spark labels the pods with it. */
    public String release() {
        return release;
    }

    /** Whether this line is a given one or a later one. */
    public boolean atLeast(SparkVersion other) {
        return compareTo(other) >= 0;
    }

    /** The line as Spark writes it, such as {@code 4.1}. */
    @JsonValue
    public String line() {
        return line;
    }

    /**
     * The version of a line.
     *
     * @throws IllegalArgumentException if Bellows does not compile for that line
     */
    @JsonCreator
    public static SparkVersion ofLine(String line) {
        return Arrays.stream(values())
                .filter(version -> version.line.equals(line))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "sparkVersion: " + line + " (expected: one of " + Arrays.toString(values()) + ")"));
    }

    @Override
    public String toString() {
        return line;
    }
}
