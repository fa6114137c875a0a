package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceCalculatorTest {
    private static Footprint footprint(Map<String, String> conf) {
        return new ResourceCalculator(conf).footprint();
    }

    @Test
    void asks_for_sparks_defaults_when_nothing_is_set() {
        assertThat(footprint(Map.of())).isEqualTo(new Footprint("1", 1408, 2, "1", 1408));
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

            assertThat(role.equals("driver") ? footprint.driverMemoryMib() : footprint.executorMemoryMib())
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

        assertThat(footprint(conf).driverMemoryMib()).isEqualTo(15 * 1024);
        assertThat(footprint(conf).executorMemoryMib()).isEqualTo(12 * 1024);
    }

    @Test
    void off_heap_memory_counts_for_executors_only_when_it_is_on() {
        Map<String, String> off = Map.of("spark.memory.offHeap.size", "1g");
        Map<String, String> on =
                Map.of("spark.memory.offHeap.size", "1073741824", "spark.memory.offHeap.enabled", "true");

        assertThat(footprint(off).executorMemoryMib()).isEqualTo(1408);
        assertThat(footprint(on).executorMemoryMib()).isEqualTo(1408 + 1024);
        assertThat(footprint(on).driverMemoryMib()).isEqualTo(1408);
    }

    @Test
    void a_requested_cpu_wins_over_the_cores() {
        Map<String, String> conf = Map.of(
                "spark.driver.cores", "2",
                "spark.executor.cores", "4",
                "spark.kubernetes.executor.request.cores", "3500m");

        assertThat(footprint(conf).driverCpu()).isEqualTo("2");
        assertThat(footprint(conf).executorCpu()).isEqualTo("3500m");
    }

    @Test
    void sums_the_memory_of_all_pods() {
        assertThat(new Footprint("1", 1000, 3, "1", 2000).totalMemoryMib()).isEqualTo(7000);
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
