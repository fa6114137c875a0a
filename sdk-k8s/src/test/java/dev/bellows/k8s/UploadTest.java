package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.port.FileUploader;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Local files that are copied to an object store before anything is created. */
class UploadTest {
    @RegisterExtension
    final Scene scene = new Scene();

    private final Map<URI, Path> store = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void write_a_jar_that_no_record_could_hold() throws IOException {
        jar = Files.write(folder.resolve("large.jar"), new byte[2 << 20]);
    }

    private SparkRun submit(ConnectOptions options) {
        SparkJob job = SparkJob.builder()
                .name("daily")
                .image("registry.example.com/spark:4.1.1")
                .jar(jar.toString(), "com.acme.Daily")
                .dependencies(d -> d.uploadTo("s3a://acme/uploads"))
                .build();
        SparkRun run = scene.process(scene.connection(), options).submit(job, Scene.options());
        scene.pass(1);
        return run;
    }

    private static Failure failure(SparkRun run) {
        return run.result().getNow(null).failure().orElseThrow();
    }

    @Test
    void the_driver_finds_them_where_they_were_uploaded() {
        CompletableFuture<Void> copied = new CompletableFuture<>();
        FileUploader uploader = (file, target) -> {
            store.put(target, file);
            return copied;
        };
        SparkRun run = submit(ConnectOptions.ambient().uploader(uploader));

        assertThat(scene.world.names()).as("before the jar is there").isEmpty();
        copied.complete(null);
        scene.pass(1);

        assertThat(run.submitted()).isCompleted();
        assertThat(store).hasSize(1).containsValue(jar);
        String uri = store.keySet().iterator().next().toString();
        assertThat(uri).matches("s3a://acme/uploads/spark-[0-9a-f]{32}/large\\.jar");
        ConfigMap record = scene.world
                .find("configmaps", Scene.NAMESPACE, run.id().runName(), ConfigMap.class)
                .orElseThrow();
        assertThat(record.getData().get("spark.properties").replace("\\", "")).contains("spark.jars=" + uri);
        assertThat(record.getBinaryData()).isNullOrEmpty();
    }

    @Test
    void a_connection_that_cannot_upload_refuses_the_job() {
        Failure failure = failure(submit(ConnectOptions.ambient()));

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID);
        assertThat(failure.reason()).contains("dependencies.uploadTo", "uploader(...)");
        assertThat(scene.world.names()).isEmpty();
    }

    @Test
    void an_upload_that_fails_leaves_nothing_in_the_cluster() {
        Failure failure = failure(submit(ConnectOptions.ambient()
                .uploader((file, target) -> CompletableFuture.failedFuture(new IOException("no such bucket")))));

        assertThat(failure.kind()).isEqualTo(FailureKind.UPLOAD);
        assertThat(failure.reason()).contains("large.jar", "s3a://acme/uploads/", "no such bucket");
        assertThat(scene.world.names()).isEmpty();
    }

    @Test
    void an_uploader_that_throws_is_an_upload_that_fails() {
        Failure failure = failure(submit(ConnectOptions.ambient().uploader((file, target) -> {
            throw new IllegalStateException("no client");
        })));

        assertThat(failure.kind()).isEqualTo(FailureKind.UPLOAD);
        assertThat(failure.reason()).contains("no client");
    }
}
