package dev.bellows.k8s.internal.submit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.bellows.k8s.internal.supervise.JobSizes;
import dev.bellows.run.AttemptResult;
import dev.bellows.run.Change;
import dev.bellows.run.ExecutorEnd;
import dev.bellows.run.Failure;
import dev.bellows.run.Layout;
import dev.bellows.run.Retention;
import dev.bellows.run.Retry;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Results as the JSON that stands in a record. */
public final class Outcomes {
    /** How many bytes the JSON of a result has at most, without what the record holds of earlier attempts. */
    static final int MOST_BYTES = 32 * 1024;

    /** The same for an attempt that was followed by another one. */
    static final int MOST_BYTES_OF_ATTEMPT = 8 * 1024;

    // All of them count the bytes of JSON.
    private static final int LINES_BYTES = 4096;
    private static final int TEXT_BYTES = 1536;
    private static final int EVIDENCE_BYTES = 1024;
    private static final int EXECUTOR_BYTES = 512;
    private static final int REASON_BYTES = 256;

    private static final int EXECUTORS = 20;

    /** How many executors' ends stay of an attempt that was followed by another one. */
    private static final int EXECUTORS_OF_ATTEMPT = 2;

    private static final JsonSetter.Value EMPTY = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // What an older writer did not know is empty, not an error.
            .withConfigOverride(List.class, type -> type.setSetterInfo(EMPTY))
            .withConfigOverride(Set.class, type -> type.setSetterInfo(EMPTY))
            .withConfigOverride(Map.class, type -> type.setSetterInfo(EMPTY))
            .withConfigOverride(String.class, type -> type.setSetterInfo(EMPTY))
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
            .build();

    private static final LastRead<RunOptions> OPTIONS = new LastRead<>(
            json -> parsed(json, StoredOptions.class, "the record's options").options());
    private static final LastRead<JobSizes> SIZES =
            new LastRead<>(json -> parsed(json, JobSizes.class, "the sizes of the pods"));
    private static final LastRead<AttemptResult> ATTEMPTS =
            new LastRead<>(json -> parsed(json, AttemptResult.class, "the end of an attempt"));
    private static final LastRead<RunResult> RESULTS = new LastRead<>(
            json -> parsed(json, Stored.class, "the record's outcome").result());

    private Outcomes() {}

    /**
     * The JSON of a result, with the newest evidence that fits: the annotations of an object hold 256 KiB together. What stands there of
     * earlier attempts is not repeated.
     */
    static String write(RunResult result) {
        return json(fitting(result));
    }

    /** The result as it will be read again. */
    static RunResult fitting(RunResult result) {
        return new RunResult(
                result.id(),
                result.status(),
                result.attempts(),
                result.failure().map(Outcomes::fitting),
                result.timings(),
                List.of());
    }

    /** The result that a record holds; an older version repeated the earlier attempts in it. */
    static RunResult read(String json, List<AttemptResult> earlier) {
        RunResult result = RESULTS.read(json);
        return earlier.isEmpty() || !result.earlier().isEmpty()
                ? result
                : new RunResult(
                        result.id(), result.status(), result.attempts(), result.failure(), result.timings(), earlier);
    }

    /** The JSON of an attempt's end, with the newest evidence that fits. */
    static String write(AttemptResult end) {
        return json(fitting(end));
    }

    /** The end of an attempt as it will be read again. */
    static AttemptResult fitting(AttemptResult end) {
        Failure failure = end.failure();
        return new AttemptResult(
                end.number(),
                fitting(failure, TEXT_BYTES, EXECUTORS_OF_ATTEMPT),
                end.timings(),
                end.changes().stream()
                        .map(change -> new Change(
                                change.field(), change.from(), change.to(), JsonText.head(change.why(), REASON_BYTES)))
                        .toList());
    }

    static AttemptResult readAttempt(String json) {
        return ATTEMPTS.read(json);
    }

    static JobSizes readSizes(String json) {
        return SIZES.read(json);
    }

    static RunOptions readOptions(String json) {
        return OPTIONS.read(json);
    }

    private static <T> T parsed(String json, Class<T> type, String what) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(what + " cannot be read: " + e.getOriginalMessage(), e);
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
        return fitting(failure, LINES_BYTES, EXECUTORS);
    }

    private static Failure fitting(Failure failure, int linesBytes, int most) {
        List<ExecutorEnd> executors = failure.executors();
        return new Failure(
                failure.kind(),
                JsonText.head(failure.reason(), TEXT_BYTES),
                JsonText.head(failure.advice(), TEXT_BYTES),
                JsonText.newest(failure.evidence(), EVIDENCE_BYTES),
                failure.exitCode(),
                JsonText.newest(failure.lastLines(), linesBytes),
                executors.subList(Math.max(0, executors.size() - most), executors.size()).stream()
                        .map(Outcomes::fitting)
                        .toList(),
                failure.deaths());
    }

    private static ExecutorEnd fitting(ExecutorEnd end) {
        return new ExecutorEnd(
                end.id(),
                end.exitCode(),
                JsonText.head(end.reason(), REASON_BYTES),
                JsonText.tail(end.lastLines(), EXECUTOR_BYTES));
    }

    /** The options as they are read: an older writer did not know all of them. */
    private record StoredOptions(
            String key,
            @Nullable Retry retry,
            @Nullable Duration deadline,
            @Nullable Duration startTimeout,
            @Nullable Duration stallTimeout,
            @Nullable Retention retention,
            @Nullable Duration submissionDeadline,
            @Nullable Layout layout,
            @Nullable String queue) {
        RunOptions options() {
            RunOptions usual = RunOptions.key(key);
            return new RunOptions(
                    key,
                    retry == null ? usual.retry() : retry,
                    Optional.ofNullable(deadline),
                    startTimeout == null ? usual.startTimeout() : startTimeout,
                    Optional.ofNullable(stallTimeout),
                    retention == null ? usual.retention() : retention,
                    submissionDeadline == null ? usual.submissionDeadline() : submissionDeadline,
                    layout == null ? usual.layout() : layout,
                    queue == null ? usual.queue() : queue);
        }
    }

    /** What is written: a shape of its own, so that the public types may change without old records becoming unreadable. */
    private record Stored(
            String run,
            RunStatus status,
            int attempts,
            Optional<Failure> failure,
            Timings timings,
            List<AttemptResult> earlier) {
        static Stored of(RunResult result) {
            return new Stored(
                    result.id().toString(),
                    result.status(),
                    result.attempts(),
                    result.failure(),
                    result.timings(),
                    result.earlier());
        }

        RunResult result() {
            return new RunResult(RunId.parse(run), status, attempts, failure, timings, earlier);
        }
    }
}
