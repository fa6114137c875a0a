package dev.bellows.k8s.internal.submit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.bellows.run.Failure;
import dev.bellows.run.RunId;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.Timings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Results as the JSON that stands in a record. */
public final class Outcomes {
    private static final int EVIDENCE_BYTES = 4096;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
            .build();

    private Outcomes() {}

    /** The JSON of a result, with the newest evidence that fits into 4 KiB. */
    static String write(RunResult result) {
        return json(new RunResult(
                result.id(),
                result.status(),
                result.attempts(),
                result.failure().map(Outcomes::fitting),
                result.timings()));
    }

    /** The result that a record holds. */
    public static RunResult read(String json) {
        try {
            return MAPPER.readValue(json, Stored.class).result();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the record's outcome cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value instanceof RunResult result ? Stored.of(result) : value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("results are plain data", e);
        }
    }

    private static Failure fitting(Failure failure) {
        List<String> lines = new ArrayList<>(failure.lastLines());
        while (bytes(lines) > EVIDENCE_BYTES) {
            lines.remove(0);
        }
        return new Failure(
                failure.kind(),
                failure.reason(),
                failure.exitCode(),
                failure.containerReason(),
                tail(failure.terminationMessage()),
                lines,
                failure.executors());
    }

    private static int bytes(List<String> lines) {
        return lines.stream()
                .mapToInt(line -> line.getBytes(StandardCharsets.UTF_8).length + 1)
                .sum();
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - EVIDENCE_BYTES / 2));
    }

    /** What is written: a shape of its own, so that the public types may change without old records becoming unreadable. */
    private record Stored(String run, RunStatus status, int attempts, Optional<Failure> failure, Timings timings) {
        static Stored of(RunResult result) {
            return new Stored(
                    result.id().toString(), result.status(), result.attempts(), result.failure(), result.timings());
        }

        RunResult result() {
            return new RunResult(RunId.parse(run), status, attempts, failure, timings);
        }
    }
}
