package dev.bellows.k8s.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SettledTest {
    private final Settled settled = new Settled();

    private static ConfigMap object(int number, int version) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("run-" + number)
                .withUid("uid-" + number)
                .withResourceVersion("" + version)
                .endMetadata()
                .build();
    }

    private static List<ConfigMap> objects(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> object(number, 1)).toList();
    }

    @Test
    void each_version_that_was_seen_is_known_and_no_other() {
        objects(0, 10_000).forEach(settled::add);
        objects(0, 10_000).forEach(settled::add);

        assertThat(settled.size()).isEqualTo(10_000);
        assertThat(objects(0, 10_000)).allMatch(settled::has);
        assertThat(objects(10_000, 20_000)).noneMatch(settled::has);
        assertThat(settled.has(object(1, 2))).isFalse();
    }

    @Test
    void what_is_not_there_any_more_is_forgotten_when_it_is_much() {
        objects(0, 10_000).forEach(settled::add);
        settled.keep(objects(4_000, 20_000));
        assertThat(settled.size()).isEqualTo(10_000);
        settled.keep(objects(9_000, 20_000));
        assertThat(settled.size()).isEqualTo(10_000);
        settled.keep(objects(9_000, 11_000));
        assertThat(settled.size()).isEqualTo(1_000);
        assertThat(objects(9_000, 10_000)).allMatch(settled::has);
        assertThat(objects(0, 9_000)).noneMatch(settled::has);
        assertThat(objects(10_000, 11_000)).noneMatch(settled::has);
        settled.clear();
        assertThat(settled.size()).isZero();
        assertThat(objects(9_000, 10_000)).noneMatch(settled::has);
    }
}
