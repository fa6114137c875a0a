package dev.bellows.conformance.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Need;
import dev.bellows.check.Problem;
import dev.bellows.conformance.spark.SparkDistribution;
import dev.bellows.job.InvalidJob;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spark itself judges the catalogue of its conf keys, and what the checks make of it. */
@Tag("conformance")
@Isolated
class CatalogueTest {
    private static final Path COMMITTED = Path.of(System.getProperty("basedir", ""))
            .resolveSibling("sdk-api")
            .resolve("src/main/resources/dev/bellows/check/spark-conf.tsv");
    // Reading a release's registry takes seconds.
    private static final Map<SparkVersion, Map<String, Reflected>> CONVERTERS = new EnumMap<>(SparkVersion.class);
    private static final String NONSENSE = "no-such-value";
    private static final List<String> SAMPLES = List.of(
            "5", "-1", "0", "1.5", "true", "FALSE", "10m", "10min", "3h", "250ms", "64k", "2g", "1tb", "[a-z]+", "a,b");
    // Bellows refuses more than Spark: these values end up in pods.
    private static final Set<String> STRICTER = Set.of(
            "spark.blockManager.port",
            "spark.connect.grpc.binding.port",
            "spark.driver.memoryOverheadFactor",
            "spark.driver.minMemoryOverhead",
            "spark.executor.memoryOverheadFactor",
            "spark.executor.minMemoryOverhead",
            "spark.kubernetes.container.image.pullSecrets",
            "spark.kubernetes.memoryOverheadFactor",
            "spark.local.dir",
            "spark.memory.offHeap.size",
            "spark.ui.port");

    // A key of Spark's own tests, and keys of 3.5 whose form later lines no longer tell.
    private static final Set<String> UNTYPED = Set.of(
            "spark.sql.hive.verifyPartitionPath",
            "spark.sql.optimizer.runtimeFilter.semiJoinReduction.enabled",
            "spark.test.noStageRetry");

    @Test
    void the_committed_catalogue_is_what_spark_says() throws Exception {
        Stream.of(SparkVersion.values()).forEach(CatalogueTest::distribution);
        assertThat(Files.readAllLines(COMMITTED))
                .as("stale: write it anew with -Pcatalogue")
                .isEqualTo(CatalogueProgram.rows(CatalogueProgram.distributions()));
    }

    @ParameterizedTest
    @EnumSource(SparkVersion.class)
    void no_value_is_refused_that_spark_takes(SparkVersion line) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Reflected> key : converters(line).entrySet()) {
            for (String sample : SAMPLES) {
                if (key.getValue().apply(sample).isPresent()
                        && !STRICTER.contains(key.getKey())
                        && isRefused(line, key.getKey(), sample)) {
                    wrong.add(key.getKey() + "=" + sample);
                }
            }
        }
        assertThat(wrong).as("taken by Spark %s", line).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SparkVersion.class)
    void nonsense_is_refused_where_spark_wants_a_number_a_time_or_a_size(SparkVersion line) throws Exception {
        List<String> missed = new ArrayList<>();
        for (Map.Entry<String, Reflected> key : converters(line).entrySet()) {
            String form = ValueForm.of(key.getValue());
            boolean typed = form.matches("boolean|int|long|double|time:.*|bytes:.*");
            if (typed
                    && !UNTYPED.contains(key.getKey())
                    && isPlain(line, key.getKey())
                    && !isRefused(line, key.getKey(), NONSENSE)) {
                missed.add(key.getKey());
            }
        }
        assertThat(missed).as("refused by Spark %s", line).isEmpty();
    }

    private static SparkDistribution distribution(SparkVersion line) {
        return Need.orLeftOut(SparkDistribution.of(line), SparkDistribution.missing(line));
    }

    private static synchronized Map<String, Reflected> converters(SparkVersion line) throws Exception {
        if (!CONVERTERS.containsKey(line)) {
            CONVERTERS.put(line, ConfRegistry.converters(distribution(line).home()));
        }
        return CONVERTERS.get(line);
    }

    /** Whether only the form of its value is to be judged: the key has an effect, and no typed setting. */
    private static boolean isPlain(SparkVersion line, String key) {
        return problems(line, key, NONSENSE).stream()
                .map(Problem::code)
                .allMatch(code -> code.equals("CONF_VALUE") || code.equals("CONF_DEPRECATED"));
    }

    private static boolean isRefused(SparkVersion line, String key, String value) {
        return problems(line, key, value).stream()
                .anyMatch(problem ->
                        problem.code().equals("CONF_VALUE") && problem.field().equals("conf." + key));
    }

    private static List<Problem> problems(SparkVersion line, String key, String value) {
        try {
            return SparkJob.builder()
                    .name("a")
                    .spark(line)
                    .image("acme/spark:" + line.release())
                    .jar("local:///a.jar", "A")
                    .conf(key, value)
                    .build()
                    .warnings();
        } catch (InvalidJob e) {
            return e.problems();
        }
    }
}
