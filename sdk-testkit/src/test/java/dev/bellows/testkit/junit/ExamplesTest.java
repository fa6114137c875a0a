package dev.bellows.testkit.junit;

import static dev.bellows.testkit.assertj.BellowsAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples of the package's page, run; the last test holds the page to this source. */
@ExtendWith(SimulatedClusterExtension.class)
class ExamplesTest {
    private final SparkJob job = SparkJob.builder()
            .name("daily")
            .image("registry.example.com/acme/spark:4.1.1")
            .jar("local:///opt/app/revenue.jar", "com.acme.Revenue")
            .build();

    @Test
    void an_eviction_costs_one_attempt(SimulatedCluster cluster) {
        cluster.job("daily")
                .driverRunsFor(ofMinutes(5))
                .thenIsEvicted()
                .thenRunsFor(ofMinutes(3))
                .thenSucceeds();

        SparkRun run = cluster.spark().submit(job, RunOptions.key("2026-11-20").retry(Retry.upTo(2)));
        cluster.advance(ofMinutes(9));

        assertThat(run).succeeded().hasAttempts(2);
    }

    @Test
    void a_service_that_starts_again_finds_its_run(SimulatedCluster cluster) {
        cluster.spark().submit(job, RunOptions.key("2026-11-20"));
        cluster.advance(ofSeconds(30));
        cluster.kill(cluster.spark());

        SparkKubernetes restarted = cluster.connect(ConnectOptions.ambient());
        SparkRun run = restarted.submit(job, RunOptions.key("2026-11-20"));
        cluster.advance(ofMinutes(2));

        assertThat(run).succeeded().hasAttempts(1);
    }

    @Test
    void an_outage_of_the_api_server_changes_no_result(SimulatedCluster cluster) {
        cluster.job("daily").driverRunsFor(ofMinutes(5)).thenExits(3);

        SparkRun run = cluster.spark().submit(job, RunOptions.key("2026-11-20"));
        cluster.advance(ofMinutes(1));
        cluster.apiServerDown(ofMinutes(10));
        cluster.advance(ofMinutes(15));

        assertThat(run).failedWith(FailureKind.APPLICATION_ERROR);
    }

    @Test
    void the_page_shows_this_code() throws IOException {
        String page = Files.readString(Path.of("src/main/java/dev/bellows/testkit/junit/package-info.java"));
        String source = Files.readString(Path.of("src/test/java/dev/bellows/testkit/junit/ExamplesTest.java"));
        List<String> examples = Pattern.compile("<pre>\\{@code\\n(.*?) \\* \\}</pre>", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .map(ExamplesTest::asSource)
                .toList();

        assertThat(examples).hasSize(3).allSatisfy(example -> assertThat(source).contains(example));
    }

    /** The lines of an example, without the comment around it, as they are indented in a class. */
    private static String asSource(String comment) {
        StringBuilder code = new StringBuilder();
        List<String> lines = comment.lines().toList();
        for (String line : lines.subList(1, lines.size() - 1)) {
            String text = line.replaceFirst("^ \\* ?", "");
            code.append(text.isEmpty() ? "" : "    " + text).append('\n');
        }
        return code.toString();
    }
}
