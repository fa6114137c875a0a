package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.scripted.Problems;
import dev.bellows.k8s.scripted.Scene;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** What a connection waits for is in its health, and in the log once. */
@Isolated("reads what the whole JVM logs")
class WaitsTest {
    private static final String SECRET = "hunter2secret";
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:02Z");

    @RegisterExtension
    final Scene scene = new Scene();

    private final PrintStream err = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void listenNoMore() {
        System.setErr(err);
    }

    private List<String> logged() {
        return log.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private Health health() {
        return scene.spark.health().join();
    }

    private void away(ClusterException problem) {
        for (String call : List.of("watch pods", "watch configmaps", "get configmaps", "get pods", "list pods")) {
            scene.cluster.refuse(call, 1_000_000, problem);
        }
        scene.cluster.breakWatches(problem);
    }

    @Test
    void an_api_server_that_is_away_is_said_once_when_it_goes_and_once_when_it_is_back() {
        scene.running();
        away(ClusterException.noAnswer("http://submitter:" + SECRET + "@localhost: connection refused"));
        scene.pass(3_600);
        Health away = health();
        scene.cluster.heal();
        scene.pass(60);

        assertThat(away.isWell()).isFalse();
        assertThat(away.waits())
                .extracting(Health.Wait::what)
                .containsExactly(
                        "an answer of the API server", "the watch of pods in jobs", "the watch of configmaps in jobs");
        assertThat(away.waits())
                .allSatisfy(wait -> assertThat(wait.since()).isBetween(BEGIN, BEGIN.plusSeconds(1)))
                .noneMatch(wait -> wait.toString().contains(SECRET));
        assertThat(health().isWell()).isTrue();
        assertThat(logged())
                .filteredOn(line -> line.contains("WARN"))
                .hasSize(3)
                .noneMatch(line -> line.contains(SECRET));
        assertThat(logged())
                .filteredOn(line -> line.contains("WARN") && line.contains("API server"))
                .singleElement()
                .asString()
                .contains("requests wait for an answer of the API server since 2026-01-01T00:00:02");
        assertThat(logged())
                .filteredOn(line -> line.contains("INFO") && line.contains("again, after PT1H"))
                .hasSize(3);
    }

    @Test
    void what_passes_within_a_second_is_not_worth_a_word() {
        scene.running();
        scene.cluster.breakWatches(Problems.reset());
        scene.pass(60);

        assertThat(logged()).noneMatch(line -> line.contains("WARN") || line.contains("INFO"));
        assertThat(health().isWell()).isTrue();
    }

    @Test
    void a_watch_that_alone_is_refused_is_said_once() {
        scene.running();
        scene.cluster.refuse("watch pods", 1_000_000, Problems.forbidden());
        scene.cluster.endWatches();
        scene.pass(600);

        assertThat(health().waits()).extracting(Health.Wait::what).containsExactly("the watch of pods in jobs");
        assertThat(logged())
                .filteredOn(line -> line.contains("WARN"))
                .singleElement()
                .asString()
                .contains("the watch of pods in jobs waits to be opened since");
    }
}
