package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bellows.Jobs;
import dev.bellows.PodJobs;
import dev.bellows.job.SparkJob;
import dev.bellows.run.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What some jobs become, to the byte. After a wanted change run with {@code -Dbellows.golden.refresh=true} and read the diff. */
class GoldenFilesTest {
    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""), "src", "test", "resources", "golden");

    @Test
    void the_full_job_becomes_what_it_was() throws IOException {
        CompiledJob compiled = Jobs.full().compile(Jobs.attempt(Jobs.full()));
        Map<String, String> texts = podsAndConf(compiled);
        texts.put("service.yaml", ObjectYaml.of(compiled.service().orElseThrow()));
        texts.put("config-map.yaml", ObjectYaml.of(compiled.configMap().orElseThrow()));
        texts.put("job.json", Jobs.full().toJson() + "\n");

        compare(texts, FOLDER);
    }

    static Stream<Arguments> others() {
        return Stream.of(
                arguments("shaped", PodJobs.shaped()),
                arguments("every-volume", PodJobs.everyVolume()),
                arguments("gpu-on-spot", PodJobs.gpuOnSpot()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void other_jobs_become_what_they_were(String name, SparkJob job) throws IOException {
        compare(podsAndConf(job.compile(Jobs.attempt(job))), FOLDER.resolve(name));
    }

    @Test
    void a_job_in_one_object_becomes_what_it_was() throws IOException {
        SparkJob job = Jobs.minimal().annotation("acme.com/team", "data").build();
        CompiledJob compiled = job.compile(Jobs.attempt(job), Layout.COMPACT);

        compare(Map.of("objects.yaml", compiled.render()), FOLDER.resolve("compact"));
    }

    private static Map<String, String> podsAndConf(CompiledJob compiled) {
        return new TreeMap<>(Map.of(
                "driver-pod.yaml", ObjectYaml.of(compiled.driverPod()),
                "executor-template.yaml", ObjectYaml.of(compiled.executorTemplate()),
                "spark.properties", compiled.properties()));
    }

    private static void compare(Map<String, String> texts, Path folder) throws IOException {
        if (Boolean.getBoolean("bellows.golden.refresh")) {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> text : texts.entrySet()) {
                Files.writeString(folder.resolve(text.getKey()), text.getValue());
            }
        }

        for (Map.Entry<String, String> text : texts.entrySet()) {
            assertThat(text.getValue()).as(text.getKey()).isEqualTo(Files.readString(folder.resolve(text.getKey())));
        }
    }
}
