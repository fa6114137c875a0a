package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Jobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the full job becomes, to the byte. After a wanted change run with {@code -Dbellows.golden.refresh=true} and read the diff. */
class GoldenFilesTest {
    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""), "src", "test", "resources", "golden");

    @Test
    void the_full_job_becomes_what_it_was() throws IOException {
        CompiledJob compiled = Jobs.full().compile(Jobs.attempt(Jobs.full()));
        Map<String, String> texts = new TreeMap<>(Map.of(
                "driver-pod.yaml", ObjectYaml.of(compiled.driverPod()),
                "executor-template.yaml", ObjectYaml.of(compiled.executorTemplate()),
                "service.yaml", ObjectYaml.of(compiled.service()),
                "config-map.yaml", ObjectYaml.of(compiled.configMap()),
                "spark.properties", compiled.properties(),
                "job.json", Jobs.full().toJson() + "\n"));
        if (Boolean.getBoolean("bellows.golden.refresh")) {
            Files.createDirectories(FOLDER);
            for (Map.Entry<String, String> text : texts.entrySet()) {
                Files.writeString(FOLDER.resolve(text.getKey()), text.getValue());
            }
        }

        for (Map.Entry<String, String> text : texts.entrySet()) {
            assertThat(text.getValue()).as(text.getKey()).isEqualTo(Files.readString(FOLDER.resolve(text.getKey())));
        }
    }
}
