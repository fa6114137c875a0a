package dev.bellows.conformance.local;

import static dev.bellows.conformance.SampleJobs.job;
import static dev.bellows.conformance.SampleJobs.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.conformance.Watching;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.testkit.LocalCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job whose jar and data are uploaded before it starts, here to a folder that all its pods see. */
@Tag("spark")
class UploadedFilesTest {
    @TempDir
    private Path shared;

    private static CompletableFuture<Void> copy(Path file, URI target) {
        try {
            Path copy = Path.of(target);
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
            return CompletableFuture.completedFuture(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void driver_and_executors_read_what_was_uploaded() throws IOException {
        try (LocalCluster cluster = LocalCluster.start();
                SparkKubernetes spark = cluster.connect(options -> options.uploader(UploadedFilesTest::copy))) {
            Watching watching = Watching.of(spark.submit(
                    job("uploaded", SampleJobs.FLIGHTS_BY_ORIGIN, SampleJobs.data("nyc-flights-2013.csv.gz"))
                            .dependencies(d -> d.uploadTo(shared.toUri().toString()))
                            .build(),
                    RunOptions.key(newKey())));
            RunResult result = watching.result();

            result.orThrow();
            assertThat(watching.lines()).containsAll(SampleJobs.FLIGHTS_BY_ORIGIN_RESULT);
            try (var files = Files.walk(shared)) {
                assertThat(files.filter(Files::isRegularFile))
                        .singleElement()
                        .satisfies(jar -> assertThat(jar)
                                .hasFileName(SampleJobs.jar().getFileName().toString()));
            }
        }
    }
}
