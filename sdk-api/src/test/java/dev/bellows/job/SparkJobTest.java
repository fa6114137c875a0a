package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.Jobs;
import dev.bellows.check.Problem;
import org.junit.jupiter.api.Test;

class SparkJobTest {
    private static final String CANARY = "hunter2";

    @Test
    void an_empty_builder_names_everything_that_is_missing() {
        InvalidJob invalid =
                catchThrowableOfType(InvalidJob.class, () -> SparkJob.builder().build());

        assertThat(invalid.problems())
                .extracting(Problem::code)
                .containsExactly("APPLICATION_MISSING", "IMAGE_MISSING", "NAME_MISSING");
        assertThat(invalid).hasMessageContaining("Set it with name(...).");
    }

    @Test
    void json_is_checked_like_a_built_job() {
        assertThatThrownBy(() -> SparkJob.fromJson("{}"))
                .isInstanceOf(InvalidJob.class)
                .hasMessageContaining("NAME_MISSING")
                .hasMessageContaining("IMAGE_MISSING")
                .hasMessageContaining("APPLICATION_MISSING");
    }

    @Test
    void warnings_do_not_refuse_a_job() {
        SparkJob job = Jobs.minimal().image("acme/spark:latest").build();

        assertThat(job.warnings()).extracting(Problem::code).containsExactly("IMAGE_NOT_PINNED");
        assertThat(Jobs.full().warnings()).extracting(Problem::code).containsExactly("SPOT_SHUFFLE");
    }

    @Test
    void texts_of_a_job_show_no_values() {
        SparkJob job = Jobs.minimal()
                .args(CANARY)
                .conf("spark.acme.x", CANARY)
                .env("A", CANARY)
                .driver(d -> d.env("B", CANARY))
                .executors(e -> e.env("C", CANARY))
                .build();

        assertThat(job.toString() + job.driver() + job.executors() + job.application() + job.compile())
                .contains("word-count")
                .doesNotContain(CANARY);
    }

    @Test
    void refusals_show_no_secrets() {
        SparkJobBuilder job = Jobs.minimal()
                .conf("spark.hadoop.fs.s3a.secret.key", CANARY)
                .conf("spark.kubernetes.authenticate.driver.oauthToken", CANARY)
                .conf("spark.driver.memory", "password=" + CANARY)
                .conf("db.password", CANARY)
                .env("DB_PASSWORD", CANARY + "\n")
                .args(CANARY + "\0");

        assertThatThrownBy(job::build).isInstanceOf(InvalidJob.class).message().doesNotContain(CANARY);
    }

    @Test
    void a_preview_uses_the_jobs_namespace_and_fixed_ids() {
        assertThat(Jobs.full().compile().attempt().run().namespace()).isEqualTo("etl");
        assertThat(Jobs.minimal().build().compile().attempt().run().namespace()).isEqualTo("default");
        assertThat(Jobs.full().render()).isEqualTo(Jobs.full().compile().render());
    }
}
