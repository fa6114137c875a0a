package dev.bellows.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.job.SparkVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfCatalogueTest {
    private static final ConfCatalogue CATALOGUE = ConfCatalogue.get();

    private static ConfKey key(String key) {
        return CATALOGUE.find(key).orElseThrow(() -> new AssertionError("unknown: " + key));
    }

    @Test
    void every_key_is_found_and_well_formed() {
        assertThat(CATALOGUE.keys())
                .hasSizeGreaterThan(1_800)
                .isSorted()
                .allSatisfy(key -> assertThat(key(key).key()).isEqualTo(key));
    }

    /** A value that Spark has by default is one that it takes. */
    @Test
    void every_default_is_a_value_of_its_key() {
        for (String name : CATALOGUE.keys()) {
            ConfKey key = key(name);
            for (SparkVersion line : key.lines()) {
                key.defaultIn(line)
                        .filter(text -> !text.equals("(computed)"))
                        .ifPresent(text -> assertThat(key.form().refusal(text))
                                .as("%s=%s in %s", name, text, line)
                                .isEmpty());
            }
        }
    }

    @Test
    void every_successor_is_a_key() {
        assertThat(CATALOGUE.keys().stream().map(ConfCatalogueTest::key).flatMap(key -> key.successor().stream()))
                .isNotEmpty()
                .allSatisfy(successor -> assertThat(CATALOGUE.find(successor)).isPresent());
    }

    @Test
    void defaults_differ_by_line() {
        ConfKey key = key("spark.kubernetes.allocation.batch.size");

        assertThat(SparkVersion.values())
                .extracting(line -> key.defaultIn(line).orElse(""))
                .containsExactly("5", "10", "10", "20", "20");
    }

    @Test
    void a_key_may_have_no_default_an_empty_one_or_that_of_another_key() {
        assertThat(key("spark.executor.instances").defaultIn(SparkVersion.V4_1)).isEmpty();
        assertThat(key("spark.plugins").defaultIn(SparkVersion.V4_1)).contains("");
        assertThat(key("spark.kubernetes.driver.container.image").defaultIn(SparkVersion.V4_1))
                .contains("${spark.kubernetes.container.image}");
    }

    @Test
    void keys_come_and_go() {
        assertThat(key("spark.kubernetes.executor.useDriverPodIP").lines())
                .containsExactly(SparkVersion.V4_1, SparkVersion.V4_2, SparkVersion.V4_3);
        assertThat(key("spark.mesos.role").lines()).isEqualTo(List.of(SparkVersion.V3_5));
        assertThat(key("spark.executor.cores").lines()).containsExactly(SparkVersion.values());
    }

    @ParameterizedTest
    @CsvSource({
        "spark.hadoop.fs.s3a.endpoint,spark.hadoop.*",
        "spark.kubernetes.driver.label.acme.com/team,spark.kubernetes.driver.label.*",
        "spark.kubernetes.executor.volumes.nfs.d.options.server,spark.kubernetes.executor.volumes.nfs.*.options.server",
        "spark.kubernetes.authenticate.submission.oauthToken,spark.kubernetes.authenticate.submission.*",
        "spark.executor.resource.gpu.amount,spark.executor.resource.*.amount"
    })
    void a_key_with_a_part_of_the_users_choice_is_known_by_its_pattern(String key, String pattern) {
        assertThat(key(key).key()).isEqualTo(pattern);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark.hadoop.", "spark.kubernetes.executor.volumes.nfs.d.options", "spark.acme.x", ""})
    void what_only_resembles_a_pattern_is_unknown(String key) {
        assertThat(CATALOGUE.find(key)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "spark.executor.memory.overhead,spark.executor.memoryOverhead",
        "spark.exector.cores,spark.executor.cores",
        "spark.sql.shufle.partitions,spark.sql.shuffle.partitions",
        "spark.dynamicallocation.enabled,spark.dynamicAllocation.enabled",
        "spark.ui.prot,spark.ui.port"
    })
    void a_mistyped_key_has_a_nearest_one(String written, String meant) {
        assertThat(CATALOGUE.nearest(written)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spark.databricks.delta.optimizeWrite.enabled",
                "spark.celeborn.master.endpoints",
                "spark.rapids.sql.enabled",
                "spark.acme.mode",
                "spark.a"
            })
    void a_key_of_a_library_is_near_to_none(String key) {
        assertThat(CATALOGUE.nearest(key)).isEmpty();
    }
}
