package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Jobs;
import dev.bellows.job.SparkVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceCalculatorTest {
    private static Footprint footprint(Map<String, String> conf) {
        return new ResourceCalculator(SparkVersion.V4_1, conf).footprint();
    }

    @Test
    void asks_for_sparks_defaults_when_nothing_is_set() {
        PodSize pod = new PodSize("1", "", 1408, new TreeMap<>(), 0, 0);

        assertThat(footprint(Map.of())).isEqualTo(new Footprint(pod, pod, 2, 2, 2));
    }

    @ParameterizedTest
    @CsvSource({
        // heap, overhead, factor, minimum, expected MiB
        "1g,,,,1408",
        "4g,,,,4505",
        "3840m,,,,4224",
        "3841m,,,,4225",
        "8g,1g,,,9216",
        "4g,,0.4,,5734",
        "1g,,0.4,,1433",
        "1g,,,100m,1126",
        "1g,,,512,1536",
        "1024,,,,1408",
        "1t,,,,1153433",
        "512mb,,,,896"
    })
    void adds_the_overhead_to_the_heap(String heap, String overhead, String factor, String minimum, long expected) {
        for (String role : new String[] {"driver", "executor"}) {
            Map<String, String> conf = new HashMap<>(Map.of("spark." + role + ".memory", heap));
            putIfSet(conf, "spark." + role + ".memoryOverhead", overhead);
            putIfSet(conf, "spark." + role + ".memoryOverheadFactor", factor);
            putIfSet(conf, "spark." + role + ".minMemoryOverhead", minimum);

            Footprint footprint = footprint(conf);

            assertThat(
                            role.equals("driver")
                                    ? footprint.driver().memoryMib()
                                    : footprint.executor().memoryMib())
                    .as("%s of %s", role, conf)
                    .isEqualTo(expected);
        }
    }

    @Test
    void the_own_factor_wins_over_the_common_one() {
        Map<String, String> conf = Map.of(
                "spark.driver.memory", "10g",
                "spark.executor.memory", "10g",
                "spark.kubernetes.memoryOverheadFactor", "0.2",
                "spark.driver.memoryOverheadFactor", "0.5");

        assertThat(footprint(conf).driver().memoryMib()).isEqualTo(15 * 1024);
        assertThat(footprint(conf).executor().memoryMib()).isEqualTo(12 * 1024);
    }

    @Test
    void off_heap_memory_counts_for_executors_only_when_it_is_on() {
        Map<String, String> off = Map.of("spark.memory.offHeap.size", "1g");
        Map<String, String> on =
                Map.of("spark.memory.offHeap.size", "1073741824", "spark.memory.offHeap.enabled", "true");

        assertThat(footprint(off).executor().memoryMib()).isEqualTo(1408);
        assertThat(footprint(on).executor().memoryMib()).isEqualTo(1408 + 1024);
        assertThat(footprint(on).driver().memoryMib()).isEqualTo(1408);
    }

    @Test
    void a_requested_cpu_wins_over_the_cores() {
        Map<String, String> conf = Map.of(
                "spark.driver.cores", "2",
                "spark.executor.cores", "4",
                "spark.kubernetes.executor.request.cores", "3500m");

        assertThat(footprint(conf).driver().cpu()).isEqualTo("2");
        assertThat(footprint(conf).executor().cpu()).isEqualTo("3500m");
    }

    @Test
    void sums_all_pods() {
        Footprint footprint = footprint(Map.of(
                "spark.dynamicAllocation.enabled", "true",
                "spark.dynamicAllocation.minExecutors", "0",
                "spark.dynamicAllocation.initialExecutors", "2",
                "spark.dynamicAllocation.maxExecutors", "3",
                "spark.kubernetes.executor.request.cores", "1.5",
                "spark.executor.resource.gpu.amount", "2",
                "spark.executor.resource.gpu.vendor", "nvidia.com"));

        assertThat(footprint.minimum()).isEqualTo(new ResourceTotal(1, 1_000, 1408, new TreeMap<>(), 0, 0));
        assertThat(footprint.steady())
                .isEqualTo(new ResourceTotal(3, 4_000, 3 * 1408, new TreeMap<>(Map.of("nvidia.com/gpu", 4)), 0, 0));
        assertThat(footprint.maximum())
                .isEqualTo(new ResourceTotal(4, 5_500, 4 * 1408, new TreeMap<>(Map.of("nvidia.com/gpu", 6)), 0, 0));
    }

    @Test
    void python_processes_count_in_python_programs_only() {
        Map<String, String> memory = Map.of("spark.executor.pyspark.memory", "512m");
        Map<String, String> python = Map.of(
                "spark.executor.memory", "4g",
                "spark.executor.pyspark.memory", "512m",
                "spark.memory.offHeap.enabled", "true",
                "spark.memory.offHeap.size", "1g",
                "spark.kubernetes.resource.type", "python");

        assertThat(footprint(memory).executor().memoryMib()).isEqualTo(1408);
        assertThat(footprint(python).executor().memoryMib()).isEqualTo(6041);
    }

    @Test
    void spark_3_5_knows_one_least_overhead_only() {
        Map<String, String> conf = Map.of("spark.driver.minMemoryOverhead", "1g");

        assertThat(new ResourceCalculator(SparkVersion.V3_5, conf)
                        .footprint()
                        .driver()
                        .memoryMib())
                .isEqualTo(1408);
        assertThat(footprint(conf).driver().memoryMib()).isEqualTo(2048);
    }

    @Test
    void explains_how_the_memory_comes_about() {
        assertThat(Jobs.minimal()
                        .driver(d -> d.memory("512m"))
                        .executors(e -> e.memory("8g").offHeap("1g"))
                        .build()
                        .compile()
                        .explainMemory())
                .isEqualTo("""
                        driver: 896Mi
                             512Mi  heap, spark.driver.memory
                             384Mi  beside the heap, the least there is: 0.1 of it would be 51Mi
                        executor: 10035Mi
                            8192Mi  heap, spark.executor.memory
                             819Mi  beside the heap, 0.1 of it
                            1024Mi  off the heap, spark.memory.offHeap.size
                        """);
    }

    @Test
    void names_the_key_of_a_size_that_is_none() {
        assertThatThrownBy(() -> footprint(Map.of("spark.driver.memory", "much")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("spark.driver.memory: much (expected: a size such as 512m)");
    }

    private static void putIfSet(Map<String, String> conf, String key, String value) {
        if (value != null) {
            conf.put(key, value);
        }
    }
}
