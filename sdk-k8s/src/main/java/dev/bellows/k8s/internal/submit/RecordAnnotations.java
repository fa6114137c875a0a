package dev.bellows.k8s.internal.submit;

import dev.bellows.compile.BellowsLabels;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.internal.supervise.RecordFacts;
import dev.bellows.run.AttemptResult;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A record's annotations: what names the run, and every decision about it. They come with the metadata, so that a run can be found,
 * watched and judged without its payload. Keys that this version does not know are left alone.
 */
public final class RecordAnnotations {
    static final String FORMAT = "bellows.dev/format";
    static final String MIN_READER = "bellows.dev/min-reader";
    static final String RUN_ID = BellowsLabels.RUN_ID;
    static final String OPTIONS = "bellows.dev/options";
    static final String SIZES = "bellows.dev/sizes";
    static final String ATTEMPT = "bellows.dev/current-attempt";
    static final String NOT_BEFORE = "bellows.dev/not-before";
    static final String DRIVER_UID = "bellows.dev/driver-uid";
    static final String CANCELLED = "bellows.dev/cancelled";
    static final String OUTCOME = "bellows.dev/outcome";
    static final String FINISHED_AT = "bellows.dev/finished-at";
    static final int FORMAT_VERSION = 1;

    /** Those that stand from the beginning. */
    static final Set<String> OF_RUN = Set.of(FORMAT, MIN_READER, RUN_ID, OPTIONS, SIZES);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /** With an attempt's number behind it. */
    private static final String ENDED = "bellows.dev/ended-";

    private final ObjectMeta metadata;
    private final Map<String, String> annotations;

    private RecordAnnotations(ObjectMeta metadata) {
        this.metadata = metadata;
        this.annotations = metadata.getAnnotations() == null ? Map.of() : metadata.getAnnotations();
    }

    /** What names a run, and how it is run. */
    static Map<String, String> of(RunId run, SparkJob job, RunOptions options) {
        String version = Integer.toString(FORMAT_VERSION);
        return Map.of(
                FORMAT,
                version,
                MIN_READER,
                version,
                RUN_ID,
                run.toString(),
                OPTIONS,
                Outcomes.json(options),
                SIZES,
                Outcomes.json(JobChanges.sizes(job)));
    }

    /** The annotations of an object. */
    public static RecordAnnotations of(ObjectMeta metadata) {
        return new RecordAnnotations(metadata);
    }

    /** The run that the object is the record of, if it is a record at all. */
    public Optional<RunId> runId() {
        Map<String, String> labels = metadata.getLabels() == null ? Map.of() : metadata.getLabels();
        boolean ours = BellowsLabels.MANAGER.equals(labels.get(BellowsLabels.MANAGED_BY));
        return Optional.ofNullable(ours ? annotations.get(RUN_ID) : null)
                .filter(text -> text.split("/", 3).length == 3)
                .map(RunId::parse);
    }

    /** Whether this version may read and change it. */
    public boolean isReadable() {
        String reader = annotations.getOrDefault(MIN_READER, "");
        return NUMBER.matcher(reader).matches() && Integer.parseInt(reader) <= FORMAT_VERSION;
    }

    /**
     * What they say.
     *
     * @throws IllegalArgumentException if they were edited so that nobody can tell, or are of a future format; the message is for people
     */
    public RecordFacts facts() {
        if (!isReadable()) {
            throw new IllegalArgumentException(
                    "The record " + metadata.getName() + " was written by a newer Bellows. Use that version.");
        }
        try {
            Instant created = Instant.parse(metadata.getCreationTimestamp());
            List<AttemptResult> ended = ended();
            return new RecordFacts(
                    metadata.getUid(),
                    metadata.getResourceVersion(),
                    created,
                    Outcomes.readOptions(annotations.getOrDefault(OPTIONS, "")),
                    Integer.parseInt(annotations.getOrDefault(ATTEMPT, "1")),
                    text(NOT_BEFORE).map(Instant::parse).orElse(created),
                    text(DRIVER_UID),
                    annotations.containsKey(CANCELLED),
                    metadata.getDeletionTimestamp() != null,
                    ended,
                    text(OUTCOME).map(json -> Outcomes.read(json, ended)),
                    text(SIZES).map(Outcomes::readSizes));
        } catch (DateTimeException | IllegalArgumentException | NullPointerException e) {
            throw new IllegalArgumentException(
                    "The record " + metadata.getName() + " was edited and cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * When the run ended, in the API server's time, if it has.
     *
     * @throws IllegalArgumentException if it was edited so that nobody can tell
     */
    public Optional<Instant> finishedAt() {
        try {
            return text(FINISHED_AT).map(Instant::parse);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "The record " + metadata.getName() + " was edited and cannot be read: " + e.getMessage(), e);
        }
    }

    static String ended(int attempt) {
        return ENDED + attempt;
    }

    private List<AttemptResult> ended() {
        List<AttemptResult> ended = new ArrayList<>();
        annotations.forEach((key, value) -> {
            if (key.startsWith(ENDED)) {
                ended.add(Outcomes.readAttempt(value));
            }
        });
        ended.sort(Comparator.comparingInt(AttemptResult::number));
        return ended;
    }

    private Optional<String> text(String key) {
        @Nullable String value = annotations.get(key);
        return Optional.ofNullable(value);
    }
}
