package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Jobs;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.job.pod.Gang;
import dev.bellows.job.pod.PodContainer;
import dev.bellows.job.pod.Toleration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GangTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("basedir", ""), "src", "test", "resources", "golden", "gang");

    private static SparkJobBuilder sized() {
        return Jobs.minimal()
                .driver(d -> d.memory("2g"))
                .executors(e -> e.count(3).cores(4).memory("8g"));
    }

    private static SparkJob job(String scheduler) {
        Gang gang = switch (scheduler) {
            case "volcano" -> Gang.volcano("etl");
            case "yunikorn" -> Gang.yunikorn("root.etl").withPlaceholderTimeout(60);
            default -> Gang.kueue("etl");
        };
        return sized().gang(gang)
                .pod(p -> p.nodeSelector("pool", "batch").toleration(Toleration.of("dedicated")))
                .executors(e -> e.pod(
                        p -> p.sidecar(PodContainer.named("proxy").cpu("100m").memory("64Mi"))))
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"volcano", "yunikorn", "kueue"})
    void pods_and_objects_are_those_of_the_golden_file(String scheduler) throws IOException {
        CompiledJob compiled = job(scheduler).compile();
        StringBuilder text = new StringBuilder(ObjectYaml.of(compiled.extras()));
        text.append("---\n# driver\n").append(ObjectYaml.of(compiled.driverPod()));
        text.append("---\n# executors\n").append(ObjectYaml.of(compiled.executorTemplate()));
        Path golden = FOLDER.resolve(scheduler + ".yaml");
        if (Boolean.getBoolean("bellows.golden.refresh")) {
            Files.createDirectories(FOLDER);
            Files.writeString(golden, text);
        }

        assertThat(text.toString()).isEqualTo(Files.readString(golden));
    }

    @Test
    void volcano_reserves_what_the_pods_will_ask_for() {
        CompiledJob compiled = sized().gang(Gang.volcano("etl")).build().compile();

        assertThat(compiled.extras())
                .singleElement()
                .satisfies(group -> assertThat(ObjectYaml.of(group))
                        .contains("cpu: \"13000m\"")
                        .contains("memory: \"" + compiled.footprint().minimum().memoryMib() + "Mi\""));
        assertThat(compiled.conf()).containsEntry("spark.kubernetes.executor.scheduler.name", "volcano");
    }

    @Test
    void kueue_admits_executors_together_only_where_their_number_is_fixed() {
        SparkJob dynamic = Jobs.minimal()
                .executors(e -> e.between(1, 5))
                .gang(Gang.kueue("etl"))
                .build();

        assertThat(dynamic.compile().executorTemplate().getMetadata().getLabels())
                .containsEntry("kueue.x-k8s.io/queue-name", "etl")
                .doesNotContainKey("kueue.x-k8s.io/pod-group-name");
        assertThat(job("kueue").compile().executorTemplate().getMetadata().getAnnotations())
                .containsEntry("kueue.x-k8s.io/pod-group-total-count", "3");
    }
}
