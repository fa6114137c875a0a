package dev.bellows.testkit.internal.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Patience;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(Patience.TEST_SECONDS)
class PodLogTest {

    private static final String POD = "/api/v1/namespaces/default/pods/p";

    @TempDir
    private Path directory;

    private Path file;
    private volatile boolean finished;
    private RunningDoor door;
    private RawApi api;

    @BeforeEach
    void open() {
        file = directory.resolve("log");
        PodLogs logs = new PodLogs() {
            @Override
            public Optional<Path> logFile(String namespace, String pod, String container) {
                return container.equals("main") ? Optional.of(file) : Optional.empty();
            }

            @Override
            public boolean finished(String namespace, String pod, String container) {
                return finished;
            }
        };
        door = new RunningDoor(logs, Duration.ofMinutes(1));
        api = new RawApi(door.client());
        api.post("/api/v1/namespaces/default/pods", """
                {"metadata":{"name":"p"},"spec":{"containers":[
                  {"name":"main","image":"x:1"},{"name":"idle","image":"x:1"}]}}""");
        api.post(POD + "/binding", """
                {"metadata":{"name":"p"},"target":{"kind":"Node","name":"node"}}""");
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void a_log_is_read_whole_or_from_its_last_lines() throws IOException {
        Files.writeString(file, "one\ntwo\nthree\n");
        assertThat(pod().getLog()).isEqualTo("one\ntwo\nthree\n");
        assertThat(pod().tailingLines(2).getLog()).isEqualTo("two\nthree\n");
        assertThat(pod().limitBytes(5).getLog()).isEqualTo("one\nt");
    }

    @Test
    void a_large_log_arrives_complete() throws IOException {
        String text = "0123456789abcde\n".repeat(200_000);
        Files.writeString(file, text);
        assertThat(pod().getLog()).isEqualTo(text);
    }

    @Test
    void the_last_lines_are_found_across_blocks() throws IOException {
        String line = "x".repeat(5000) + "\n";
        Files.writeString(file, line.repeat(10));
        assertThat(LogTail.offset(file, 3)).isEqualTo(7L * line.length());
        assertThat(LogTail.offset(file, 10)).isZero();
        assertThat(LogTail.offset(file, 11)).isZero();
        assertThat(LogTail.offset(file, 0)).isEqualTo(10L * line.length());
        Files.writeString(file, "one\ntwo");
        assertThat(LogTail.offset(file, 1)).isEqualTo(4);
    }

    @Test
    void a_followed_log_goes_on_until_the_container_has_finished() throws IOException {
        Files.writeString(file, "one\n");
        try (LogWatch watch = pod().watchLog();
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(watch.getOutput(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("one");
            Files.writeString(file, "two\n", StandardOpenOption.APPEND);
            assertThat(lines.readLine()).isEqualTo("two");
            Files.writeString(file, "last\n", StandardOpenOption.APPEND);
            finished = true;
            assertThat(lines.readLine()).isEqualTo("last");
            assertThat(lines.readLine()).isNull();
        }
    }

    @Test
    void a_log_that_is_not_there_is_refused_with_its_reason() {
        assertThat(api.get("/api/v1/namespaces/default/pods/none/log").code()).isEqualTo(404);
        RawApi.Reply unnamed = api.get(POD + "/log");
        assertThat(unnamed.code()).isEqualTo(400);
        assertThat(unnamed.at("/message"))
                .isEqualTo("a container name must be specified for pod p, choose one of: [main idle]");
        assertThat(api.get(POD + "/log?container=other").at("/message"))
                .isEqualTo("container other is not valid for pod p");
        assertThat(api.get(POD + "/log?container=idle").at("/message"))
                .isEqualTo("container \"idle\" in pod \"p\" is waiting to start: ContainerCreating");
        assertThat(api.get(POD + "/log?container=main&previous=true").code()).isEqualTo(400);
    }

    private ContainerResource pod() {
        return door.client().pods().inNamespace("default").withName("p").inContainer("main");
    }
}
