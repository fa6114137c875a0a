package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.bellows.Jobs;
import dev.bellows.job.SeededJobs;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class ObjectYamlTest {
    private static final ObjectReader READER = new YAMLMapper().readerFor(KubernetesResource.class);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "yes",
                "No",
                "on",
                "null",
                "~",
                "1",
                "1e3",
                "0x1f",
                "1_000",
                "12:30:45",
                "2026-11-20",
                "true",
                "=",
                "<<",
                "a: b",
                "- a",
                "#a",
                "a #b",
                "'",
                "\"",
                "{a}",
                "[a",
                "*a",
                "&a",
                "!a",
                "%a",
                "@a",
                "`a",
                "|",
                ">",
                "?",
                ":",
                "a\nb",
                "a\nb\n",
                "\na",
                "  \n\nb",
                " \n",
                "a\n\n",
                " a\nb",
                "a \nb",
                "\ta\nb",
                "a\r\nb",
                "a\tb",
                "ä日",
                "\u0085",
                "\u2028",
                "\uFEFF",
                "a \uD83D\uDE00",
                "\uD83D\uDE00\nb",
                "---",
                "a\u0085\nb",
                "y",
                "n",
                ".5",
                ".inf",
                "0b1",
                "0o7",
                "+1",
                "a\n---\nb",
                "...",
                "a\\nb"
            })
    void every_text_survives(String text) throws IOException {
        ConfigMap map = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("m")
                .addToLabels("key", text)
                .endMetadata()
                .addToData("file", text)
                .build();

        // As readers do that guess types: numbers, dates and switches must not come of texts.
        Map<String, Object> guessed = new Yaml().load(ObjectYaml.of(map));
        ConfigMap read = READER.readValue(ObjectYaml.of(map));

        assertThat(guessed.get("data")).isEqualTo(Map.of("file", text));
        assertThat(read).isEqualTo(map);
    }

    @Test
    void a_character_beyond_the_basic_plane_is_one_escape() {
        ConfigMap map = new ConfigMapBuilder().addToData("file", "\uD83D\uDE00").build();

        // kubectl refuses the halves of a pair.
        assertThat(ObjectYaml.of(map)).contains("file: \"\\U0001F600\"");
    }

    @Test
    void a_rendered_job_reads_back_as_its_objects() throws IOException {
        for (long seed = 0; seed < 100; seed++) {
            CompiledJob compiled = SeededJobs.job(seed).compile();

            List<HasMetadata> read;
            try (MappingIterator<HasMetadata> documents = READER.readValues(compiled.render())) {
                read = documents.readAll();
            }

            assertThat(read).as("seed %s", seed).containsExactlyElementsOf(objectsOf(compiled));
        }
    }

    private static List<HasMetadata> objectsOf(CompiledJob compiled) {
        List<HasMetadata> objects = new ArrayList<>(
                List.of(compiled.configMap().orElseThrow(), compiled.service().orElseThrow()));
        objects.addAll(compiled.extras());
        objects.add(compiled.driverPod());
        return objects;
    }

    @Test
    void a_config_map_holds_the_executor_template_as_a_pod() throws IOException {
        CompiledJob compiled = Jobs.full().compile();

        Object read =
                READER.readValue(compiled.configMap().orElseThrow().getData().get(Payload.TEMPLATE_KEY));

        assertThat(read).isEqualTo(compiled.executorTemplate());
    }
}
