package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Jobs;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {
    @ParameterizedTest
    @CsvSource({"plain,plain", "$(HOME),$$(HOME)", "$HOME,$HOME", "a$$b,a$$$b", "$,$", "100$,100$"})
    void doubles_a_dollar_only_where_the_kubelet_would_read_it(String text, String inPod) {
        assertThat(Environment.literal(text)).isEqualTo(inPod);
    }

    @Test
    void what_the_kubelet_makes_of_a_literal_is_the_text_itself() {
        String alphabet = "$$$()AB x";
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(10); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(expand(Environment.literal(text.toString())))
                    .as("seed %s", seed)
                    .isEqualTo(text.toString());
        }
    }

    @Test
    void a_pods_own_variables_win_over_the_jobs() {
        SparkJob job = Jobs.minimal()
                .env("A", "both")
                .env("B", "both")
                .driver(d -> d.env("A", "driver"))
                .executors(e -> e.env("B", "executors"))
                .build();

        assertThat(Environment.ofDriver(job)).isEqualTo(Map.of("A", "driver", "B", "both"));
        assertThat(Environment.ofExecutors(job)).isEqualTo(Map.of("A", "both", "B", "executors"));
    }

    @Test
    void the_user_is_spark_unless_the_job_names_one() {
        assertThat(Environment.user(Jobs.minimal().build())).isEqualTo("spark");
        SparkJob named = Jobs.minimal().env("SPARK_USER", "etl").build();
        assertThat(Environment.user(named)).isEqualTo("etl");
        assertThat(Environment.ofDriver(named)).isEmpty();
        assertThat(Environment.ofExecutors(named)).isEmpty();
    }

    @Test
    void from_4_3_on_the_user_is_whom_spark_impersonates() {
        SparkJob proxied =
                Jobs.minimal().spark(SparkVersion.V4_3).proxyUser("ann").build();
        assertThat(Environment.user(proxied)).isEqualTo("ann");
        SparkJob before =
                Jobs.minimal().spark(SparkVersion.V4_2).proxyUser("ann").build();
        assertThat(Environment.user(before)).isEqualTo("spark");
    }

    /** What the kubelet does with args and values when every variable is defined as "EXPANDED". */
    private static String expand(String text) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            int end = text.indexOf(')', i);
            if (text.charAt(i) == '$' && next == '$') {
                result.append('$');
                i++;
            } else if (text.charAt(i) == '$' && next == '(' && end > 0) {
                result.append("EXPANDED");
                i = end;
            } else {
                result.append(text.charAt(i));
            }
        }
        return result.toString();
    }
}
