package dev.bellows.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellows.compile.AttemptId;
import dev.bellows.compile.CompiledJob;
import dev.bellows.job.SparkJob;
import dev.bellows.run.Layout;
import dev.bellows.run.RunOptions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** Checks whether a job fits in {@link Layout#COMPACT}; every job fits in the other one. Pure. */
public final class LayoutChecks {
    /** What Kubernetes takes for all annotations of an object. */
    private static final int LIMIT_BYTES = 256 * 1024;

    /** For the annotations that name the run and its options, whose texts are bounded. */
    private static final int RESERVED_BYTES = 8 * 1024;

    private static final String FIELD = "options.layout";

    private LayoutChecks() {}

    /** All problems of a job with the layout of its options. */
    public static List<Problem> check(SparkJob job, RunOptions options) {
        if (options.layout() == Layout.SPARK) {
            return List.of();
        }
        Findings findings = new Findings();
        int attempts = options.retry().attempts();
        if (attempts > 1) {
            findings.report(LayoutProblem.LAYOUT_RETRY, FIELD, "COMPACT with " + attempts + " attempts", "1 attempt");
        }
        checkObjects(job, job.compile(AttemptId.preview(job)), findings);
        return findings.sorted();
    }

    /** The problems of a job that is compiled for the other layout. */
    public static List<Problem> ofObjects(SparkJob job, CompiledJob full) {
        Findings findings = new Findings();
        checkObjects(job, full, findings);
        return findings.sorted();
    }

    /** The problems of a driver pod that holds all that the other layout keeps beside it. */
    public static List<Problem> ofSize(SparkJob job, Pod driver) {
        Findings findings = new Findings();
        int left = LIMIT_BYTES - RESERVED_BYTES - bytes(job.toJson());
        int size = driver.getMetadata().getAnnotations().entrySet().stream()
                .mapToInt(entry -> bytes(entry.getKey()) + bytes(entry.getValue()))
                .sum();
        if (size > left) {
            findings.report(
                    LayoutProblem.LAYOUT_SIZE,
                    FIELD,
                    "COMPACT with annotations of " + size + " bytes",
                    "at most " + left + " beside the job itself");
        }
        return findings.sorted();
    }

    private static void checkObjects(SparkJob job, CompiledJob full, Findings findings) {
        if (!full.localFiles().isEmpty()) {
            findings.report(
                    LayoutProblem.LAYOUT_FILES,
                    FIELD,
                    "COMPACT with " + String.join(", ", full.localFiles().keySet()),
                    "no local files");
        }
        if (job.gpu().filter(gpu -> gpu.discoveryScript().isEmpty()).isPresent()) {
            findings.report(LayoutProblem.LAYOUT_GPU_SCRIPT, FIELD, "COMPACT with GPUs", "a script of the image's own");
        }
        if (job.control().isPresent()) {
            findings.report(LayoutProblem.LAYOUT_CONTROL, FIELD, "COMPACT with control", "no control");
        }
        full.extras().stream()
                .map(HasMetadata::getKind)
                .distinct()
                .forEach(kind -> findings.report(
                        LayoutProblem.LAYOUT_OBJECTS, FIELD, "COMPACT with a " + kind, "a driver pod alone"));
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}
