package dev.bellows.k8s.internal.submit;

import dev.bellows.job.InvalidJob;
import dev.bellows.job.SparkJob;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.Optional;

/** The job that a record holds. */
public final class RecordedJob {
    private RecordedJob() {}

    /** The job, unless it was edited so that it cannot be read, or is of another version. */
    public static Optional<SparkJob> in(ConfigMap record) {
        try {
            return RunRecord.of(record).job().map(SparkJob::fromJson);
        } catch (InvalidJob e) {
            return Optional.empty();
        }
    }
}
