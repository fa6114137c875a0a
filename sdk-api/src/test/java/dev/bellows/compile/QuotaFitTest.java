package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaFitTest {
    private static final Footprint FOOTPRINT = new Footprint(
            new PodSize("1", "1", 1024, new TreeMap<>(), 0, 0),
            new PodSize("1500m", "2", 2048, new TreeMap<>(Map.of("nvidia.com/gpu", 1)), 0, 0),
            2,
            3,
            10);

    @ParameterizedTest
    @CsvSource({
        "pods,11,10",
        "pods,10,9",
        "pods,0,-1",
        "requests.cpu,4,2",
        "cpu,3999m,1",
        "cpu,0.9,-1",
        "limits.cpu,19,9",
        "requests.memory,5Gi,2",
        "limits.memory,5119Mi,1",
        "requests.nvidia.com/gpu,4,4",
        "count/services,0,10"
    })
    void as_many_executors_fit_as_the_quota_leaves_room_for(String name, String free, int executors) {
        QuotaFit fit = QuotaFit.of(FOOTPRINT, Map.of(name, new Quantity(free)));

        assertThat(fit.executors()).isEqualTo(executors);
        assertThat(fit.hasMinimum(FOOTPRINT)).isEqualTo(executors >= 2);
        assertThat(fit.limitedBy().isEmpty()).isEqualTo(executors == 10);
    }

    @Test
    void pods_without_a_limit_do_not_fit_under_a_quota_of_limits() {
        PodSize unlimited = new PodSize("1", "", 1024, new TreeMap<>(), 0, 0);
        Map<String, Quantity> free = Map.of("limits.cpu", new Quantity("100"));

        assertThat(QuotaFit.of(new Footprint(unlimited, FOOTPRINT.executor(), 2, 3, 10), free)
                        .executors())
                .isEqualTo(-1);
        assertThat(QuotaFit.of(new Footprint(FOOTPRINT.driver(), unlimited, 2, 3, 10), free))
                .isEqualTo(new QuotaFit(0, List.of("limits.cpu")));
    }

    @Test
    void the_scarcest_counts_and_all_that_limit_are_named() {
        QuotaFit fit = QuotaFit.of(
                FOOTPRINT, Map.of("pods", new Quantity("4"), "cpu", new Quantity("4"), "memory", new Quantity("1Ti")));

        assertThat(fit.executors()).isEqualTo(2);
        assertThat(fit.limitedBy()).containsExactly("cpu", "pods");
    }
}
