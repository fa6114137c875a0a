package dev.bellows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.compile.CompiledJob;
import dev.bellows.job.Memory;
import dev.bellows.job.NodeShape;
import dev.bellows.job.Shuffle;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import dev.bellows.job.Spot;
import dev.bellows.job.SpotPlatform;
import dev.bellows.job.pod.SecretRef;
import dev.bellows.job.preset.EventLog;
import dev.bellows.job.preset.ObjectStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README's example of a job in types is what stands here, and it compiles. */
class ReadmeTest {
    private static final Path README = Path.of(System.getProperty("basedir", ""), "..", "README.md");
    private static final Path THIS =
            Path.of(System.getProperty("basedir", ""), "src", "test", "java", "dev", "bellows", "ReadmeTest.java");

    private static SparkJob job() {
        // begin
        SparkJob job = SparkJob.builder()
                .name("daily-features")
                .spark(SparkVersion.V4_1)
                .image("registry.example.com/acme/spark:4.1.1")
                .python("jobs/features.py")
                .dependencies(d -> d.pyFiles("jobs/common.zip"))
                .driver(d -> d.memory("2g"))
                .executors(e -> e.between(2, 40).fitOn(NodeShape.of(16, Memory.gib(64))))
                .spot(Spot.on(SpotPlatform.EKS))
                .shuffle(Shuffle.migrated("s3a://acme/fallback/"))
                .presets(p -> p.storage(ObjectStorage.s3a()).eventLog(EventLog.in("s3a://acme/events")))
                .pod(p -> p.env("DB_PASSWORD", SecretRef.of("db", "password")).priorityClass("batch"))
                .build();
        // end
        return job;
    }

    @Test
    void the_readme_shows_this_job() throws IOException {
        String source = Files.readString(THIS);
        String shown = source.substring(source.indexOf("// begin\n") + 9, source.lastIndexOf("// end\n"));

        assertThat(withoutBlanks(Files.readString(README))).contains(withoutBlanks(shown));
    }

    @Test
    void the_job_has_no_problem_and_becomes_what_is_said() {
        assertThat(job().warnings()).isEmpty();
        CompiledJob compiled = job().compile();
        assertThat(compiled.explainMemory()).contains("executor");
        assertThat(compiled.footprint().maximumExecutors()).isEqualTo(40);
        assertThat(compiled.executorPod(1).getSpec().getAffinity()).isNotNull();
        assertThat(compiled.render()).contains("kind: Service");
    }

    private static String withoutBlanks(String text) {
        return text.replaceAll("\\s+", "");
    }
}
