package dev.bellows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.bellows.check.Problem;
import dev.bellows.compile.CompiledJob;
import dev.bellows.job.InvalidJob;
import dev.bellows.job.Shuffle;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.job.pod.PodContainer;
import dev.bellows.job.pod.PodShapeBuilder;
import dev.bellows.job.preset.EventLog;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where somebody could write a secret into a job, and that no text of ours repeats it. */
class SecretCanaryTest {
    private static final String CANARY = "c4n4ry-5ecret";
    private static final String URL = "https://me:" + CANARY + "@host.example.com/x";

    static Stream<Arguments> refused() {
        return Stream.of(
                in("job's variable", j -> j.env("DB_PASSWORD", CANARY)),
                in("job's variable, as a URL", j -> j.env("DATABASE", URL)),
                in("driver's variable", j -> j.driver(d -> d.env("API_TOKEN", CANARY))),
                in("executors' variable", j -> j.executors(e -> e.env("AWS_SECRET_ACCESS_KEY", CANARY))),
                in("conf by its key", j -> j.conf("spark.hadoop.fs.s3a.secret.key", CANARY)),
                in("conf by an unknown key", j -> j.conf("spark.acme.client-secret", CANARY)),
                in("conf as a URL", j -> j.conf("spark.acme.jdbc", "jdbc:postgresql://me:" + CANARY + "@db/sales")),
                in("conf of a wrong form", j -> j.conf("spark.ui.port", URL)),
                in("conf that a field owns", j -> j.conf("spark.executor.memory", URL)),
                in("java option", j -> j.conf("spark.driver.extraJavaOptions", "-Xss2m -Dssl.keyPassword=" + CANARY)),
                in("option of the program", j -> j.args("--db-password", CANARY)),
                in("option of the program with =", j -> j.args("--access_token=" + CANARY)),
                in("URL among the arguments", j -> j.args("--from", URL)),
                in("signed URL among the arguments", j -> j.args("https://host/x?sig=" + CANARY)),
                in("program's file", j -> j.jar(URL, "com.acme.WordCount")),
                in("jar beside the program", j -> j.dependencies(d -> d.jars(URL))),
                in("repository", j -> j.packages("g:a:1").dependencies(d -> d.repositories(URL))),
                in("event log", j -> j.presets(p -> p.eventLog(EventLog.in(URL)))),
                in("shuffle's fallback", j -> j.shuffle(Shuffle.migrated(URL + "/"))),
                in("annotation", j -> j.annotation("acme.com/db", URL)),
                inPod("annotation of the pod", p -> p.annotation("acme.com/db", URL)),
                inPod(
                        "sidecar's variable",
                        p -> p.sidecar(PodContainer.named("p").env("DB_PASSWORD", CANARY))),
                inPod(
                        "sidecar's argument",
                        p -> p.sidecar(PodContainer.named("p").args("--password", CANARY))),
                inPod(
                        "init command",
                        p -> p.initContainer(PodContainer.named("p").command("curl", URL))),
                inPod("patch's variable", p -> p.patch("""
                        {"spec":{"containers":[{"name":"x","env":[{"name":"DB_PASSWORD","value":"%s"}]}]}}
                        """.formatted(CANARY))),
                inPod("patch's URL", p -> p.patch("""
                        {"metadata":{"annotations":{"acme.com/db":"%s"}}}""".formatted(URL))));
    }

    private static Arguments in(String place, UnaryOperator<SparkJobBuilder> job) {
        return argumentSet(place, job);
    }

    private static Arguments inPod(String place, Consumer<PodShapeBuilder> pod) {
        return in(place, job -> job.pod(pod));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void a_secret_is_refused_and_not_repeated(UnaryOperator<SparkJobBuilder> change) {
        SparkJobBuilder builder = change.apply(Jobs.minimal());

        InvalidJob refusal = catchThrowableOfType(InvalidJob.class, builder::build);

        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.problems())
                .filteredOn(Problem::isError)
                .extracting(Problem::code)
                .anyMatch(code -> code.endsWith("_SECRET") || code.startsWith("CONF_"));
        assertThat(refusal.getMessage() + refusal.problems()).doesNotContain(CANARY);
    }

    @Test
    void what_only_names_a_secret_is_no_secret() {
        SparkJob job = Jobs.minimal()
                .env("GOOGLE_APPLICATION_CREDENTIALS", "/mnt/keys/gcs.json")
                .env("PASSWORD_FILE", "db.txt")
                .args("--password-file", "/mnt/keys/db", "--max-tokens", "100", "--secret-name", "db")
                .conf("spark.driver.extraJavaOptions", "-Dssl.keyPassword=${env:PASSWORD}")
                .annotation("acme.com/home", "https://acme.com:8443/@me")
                .build();

        assertThat(job.warnings()).noneMatch(problem -> problem.code().endsWith("_SECRET"));
    }

    @Test
    void texts_never_show_values_in_which_nothing_tells_a_secret() {
        SparkJob job = Jobs.minimal()
                .args(CANARY)
                .env("A", CANARY)
                .conf("spark.acme.x", CANARY)
                .driver(d -> d.env("B", CANARY))
                .executors(e -> e.env("C", CANARY))
                .pod(p -> p.sidecar(PodContainer.named("p").args(CANARY).env("D", CANARY))
                        .patch("{\"metadata\":{\"annotations\":{\"note\":\"" + CANARY + "\"}}}"))
                .build();
        CompiledJob compiled = job.compile();

        assertThat("" + job + job.application() + job.driver() + job.executors() + job.pod() + job.executorShape()
                        + job.warnings() + compiled + compiled.footprint() + compiled.notes()
                        + compiled.explainMemory())
                .contains("word-count")
                .doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"env\":{\"DB_PASSWORD\":[\"%s\"]}}",
                "{\"conf\":\"%s\"}",
                "{\"driver\":{\"memory\":{\"password\":\"%s\"}}}",
                "{\"application\":{\"type\":\"jar\",\"password\":\"%s\"}}",
                "{\"password\":\"%s\"}",
                "{\"env\":{\"DB_PASSWORD\":\"%s\",}}",
                "\"%s\""
            })
    void a_text_that_cannot_be_read_is_not_repeated(String json) {
        InvalidJob refusal = catchThrowableOfType(InvalidJob.class, () -> SparkJob.fromJson(json.formatted(CANARY)));

        assertThat(refusal.getMessage() + refusal.problems() + refusal.getCause())
                .doesNotContain(CANARY);
    }
}
