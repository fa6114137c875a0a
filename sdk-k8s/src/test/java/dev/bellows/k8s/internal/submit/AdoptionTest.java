package dev.bellows.k8s.internal.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.run.FailureKind;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AdoptionTest {
    private final RunRecord ours = RecordFixtures.record(job -> {});
    private final ConfigMap theirs = RecordFixtures.stored(
            RecordFixtures.record(RecordFixtures.job(job -> {}), "me", "spark-2", new TreeMap<>()));

    private FailureKind refusal(ConfigMap existing) {
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> Adoption.judge("ConfigMap daily", RunRecord.of(existing), ours));
        assertThat(refusal).isNotNull();
        return refusal.kind();
    }

    @Test
    void the_same_run_with_the_same_job_is_adopted() throws Refusal {
        assertThat(Adoption.judge("ConfigMap daily", RunRecord.of(theirs), ours))
                .isEqualTo(Adoption.ADOPT);
    }

    @Test
    void a_record_that_is_being_deleted_is_waited_for() throws Refusal {
        ConfigMap dying = new ConfigMapBuilder(theirs)
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()
                .build();
        assertThat(Adoption.judge("ConfigMap daily", RunRecord.of(dying), ours)).isEqualTo(Adoption.WAIT);
    }

    @Test
    void a_foreign_object_is_never_ours() {
        assertThat(refusal(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(RecordFixtures.RUN.runName())
                        .endMetadata()
                        .build()))
                .isEqualTo(FailureKind.NAME_TAKEN);
        assertThat(refusal(new ConfigMapBuilder(theirs)
                        .editMetadata()
                        .addToAnnotations(RecordAnnotations.RUN_ID, "jobs/daily/k2")
                        .endMetadata()
                        .build()))
                .isEqualTo(FailureKind.NAME_TAKEN);
        assertThat(refusal(new ConfigMapBuilder(theirs)
                        .editMetadata()
                        .addToAnnotations(RecordAnnotations.RUN_ID, "garbage")
                        .endMetadata()
                        .build()))
                .isEqualTo(FailureKind.NAME_TAKEN);
    }

    @Test
    void a_dying_foreign_object_is_not_waited_for() {
        assertThat(refusal(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(RecordFixtures.RUN.runName())
                        .withDeletionTimestamp("2026-01-01T00:00:00Z")
                        .endMetadata()
                        .build()))
                .isEqualTo(FailureKind.NAME_TAKEN);
    }

    @Test
    void another_client_s_run_is_not_adopted() {
        ConfigMap other = RecordFixtures.stored(
                RecordFixtures.record(RecordFixtures.job(job -> {}), "other", "spark-2", new TreeMap<>()));
        assertThat(refusal(other)).isEqualTo(FailureKind.NAME_TAKEN);
    }

    @Test
    void another_job_under_the_same_key_is_a_conflict() {
        ConfigMap changed = RecordFixtures.stored(RecordFixtures.record(job -> job.args("other")));
        assertThat(refusal(changed)).isEqualTo(FailureKind.KEY_CONFLICT);
    }

    @Test
    void a_record_of_a_newer_format_is_left_alone() {
        assertThat(refusal(new ConfigMapBuilder(theirs)
                        .editMetadata()
                        .addToAnnotations(RecordAnnotations.MIN_READER, "2")
                        .endMetadata()
                        .build()))
                .isEqualTo(FailureKind.REJECTED);
    }
}
