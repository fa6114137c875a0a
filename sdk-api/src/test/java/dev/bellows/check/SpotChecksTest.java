package dev.bellows.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.job.Shuffle;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.job.SparkVersion;
import dev.bellows.job.Spot;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpotChecksTest {
    private static final String GRACE = "spark.kubernetes.executor.terminationGracePeriodSeconds";

    @ParameterizedTest
    @CsvSource({"60s,false", "1min,false", "61,true", "0s,true", "${env:GRACE},false"})
    void the_grace_of_conf_is_within_the_notice(String grace, boolean refused) {
        assertThat(problemsOf(job -> job.conf(GRACE, grace)).contains("SPOT_POD_GRACE"))
                .isEqualTo(refused);
    }

    @Test
    void lines_that_do_not_read_the_grace_of_conf_take_any() {
        assertThat(problemsOf(job -> job.spark(SparkVersion.V4_0).conf(GRACE, "300s")))
                .containsExactly("CONF_NOT_IN_LINE");
    }

    @ParameterizedTest
    @CsvSource({"60,false", "61,true", "0,true"})
    void the_grace_of_both_roles_counts_for_executors(int seconds, boolean refused) {
        assertThat(problemsOf(job -> job.pod(p -> p.terminationGraceSeconds(seconds))))
                .isEqualTo(refused ? List.of("SPOT_POD_GRACE") : List.of());
    }

    @Test
    void shuffle_data_on_spot_nodes_needs_a_place_that_outlasts_them() {
        assertThat(codesOf(job -> job.spot())).containsExactly("SPOT_SHUFFLE");
        assertThat(codesOf(job -> job.spot().shuffle(Shuffle.tracked()).executors(e -> e.between(1, 2))))
                .containsExactly("SPOT_SHUFFLE");
        assertThat(codesOf(job -> job.spot().shuffle(Shuffle.reusedVolumes("fast", "10g"))))
                .isEmpty();
        assertThat(codesOf(job -> job.shuffle(Shuffle.migrated()))).isEmpty();
    }

    @Test
    void a_patch_cannot_set_the_executors_grace_which_spark_overwrites() {
        String patch = "{\"spec\":{\"terminationGracePeriodSeconds\":300}}";

        List<Problem> problems = JobChecksTest.problemsOf(job -> job.executors(e -> e.pod(p -> p.patch(patch))));
        assertThat(problems).extracting(Problem::code).containsExactly("PATCH_PROTECTED");
        assertThat(problems.get(0).fix()).contains("terminationGraceSeconds");
        assertThat(codesOf(job -> job.driver(d -> d.pod(p -> p.patch(patch))))).isEmpty();
    }

    private static List<String> problemsOf(Consumer<SparkJobBuilder> change) {
        return codesOf(job -> {
            job.spot(Spot.onNodes("acme.com/pool", "spot", Duration.ofMinutes(1)))
                    .shuffle(Shuffle.migrated());
            change.accept(job);
        });
    }

    private static List<String> codesOf(Consumer<SparkJobBuilder> change) {
        return JobChecksTest.problemsOf(change).stream().map(Problem::code).toList();
    }
}
