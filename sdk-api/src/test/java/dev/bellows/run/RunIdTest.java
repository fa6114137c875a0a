package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdTest {
    private static final String DNS_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "word-count",
                "9-lives",
                "9",
                "",
                "-",
                "---",
                "a-",
                "-a",
                "ÄÖÜ",
                "日本語",
                "Big_Job.v2",
                "a name with blanks",
                "a-name-that-is-cut-right--before-a-hyphen-because-it-is-long",
                "xxxxxxxxxxxxxxxxxxxxxxxxxx-yyyyy",
                "0123456789012345678901234567890123456789012345678901234567890123456789"
            })
    void run_name_is_a_short_dns_label(String jobName) {
        String name = new RunId("etl", jobName, "k").runName();

        assertThat(name).matches(DNS_1035).hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void run_name_begins_with_the_job_name() {
        assertThat(new RunId("etl", "daily-revenue", "k").runName()).startsWith("daily-revenue-");
        assertThat(new RunId("etl", "9-lives", "k").runName()).startsWith("x-lives-");
    }

    @Test
    void run_name_never_changes_between_releases() {
        // Records on clusters are found by this name.
        assertThat(new RunId("etl", "daily-revenue", "2026-11-20").runName()).isEqualTo("daily-revenue-2basrvs3vfx3k");
    }

    @Test
    void every_part_counts() {
        RunId id = new RunId("a", "b", "c");

        assertThat(Set.of(
                        id.runName(),
                        new RunId("x", "b", "c").runName(),
                        new RunId("a", "x", "c").runName(),
                        new RunId("a", "b", "x").runName(),
                        new RunId("a", "bc", "").runName()))
                .hasSize(5);
    }

    @Test
    void a_hundred_thousand_ids_have_as_many_names() {
        long seed = 20261120;
        Random random = new Random(seed);
        Set<RunId> ids = new HashSet<>();
        while (ids.size() < 100_000) {
            ids.add(new RunId(
                    "ns" + random.nextInt(20), "job-" + random.nextInt(50), Long.toString(random.nextLong(), 36)));
        }

        Set<String> names = new HashSet<>();
        for (RunId id : ids) {
            String name = id.runName();
            assertThat(name).as("seed %s: %s", seed, id).matches(DNS_1035).hasSizeLessThanOrEqualTo(40);
            names.add(name);
        }
        assertThat(names).as("seed %s", seed).hasSameSizeAs(ids);
    }

    @Test
    void prints_and_parses() {
        RunId id = new RunId("etl", "daily-revenue", "2026/11/20 night");

        assertThat(id).hasToString("etl/daily-revenue/2026/11/20 night");
        assertThat(RunId.parse(id.toString())).isEqualTo(id);
    }

    @Test
    void does_not_parse_what_is_no_id() {
        assertThatThrownBy(() -> RunId.parse("etl/daily-revenue"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("run id: etl/daily-revenue (expected: <namespace>/<job name>/<key>)");
    }
}
