package dev.bellows.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.bellows.job.SparkJob;
import dev.bellows.run.RunOptions;
import dev.bellows.testkit.SimulatedCluster;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class SimulatedClusterExtensionTest {
    private static final SparkJob JOB = SparkJob.builder()
            .name("daily")
            .image("registry.example.com/spark:4.1.1")
            .jar("local:///opt/app/daily.jar", "com.acme.Daily")
            .build();

    @Test
    void a_failure_tells_the_seed_and_what_happened() {
        Throwable failure = run("fails").failed().stream()
                .findFirst()
                .flatMap(event -> event.getPayload(TestExecutionResult.class))
                .flatMap(result -> result.getThrowable())
                .orElseThrow();

        assertThat(failure).hasMessage("on purpose");
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(story -> assertThat(story)
                        .hasMessageMatching(
                                "(?s)seed -?\\d+, replayed by -Dbellows.seed=.*create configmaps/daily-.* -> ok.*"));
    }

    @Test
    void a_test_that_passes_is_left_alone() {
        assertThat(run("passes").succeeded().count()).isEqualTo(1);
    }

    @Test
    void the_cluster_is_closed_after_its_test() {
        run("passes");

        assertThatThrownBy(() -> Inner.last.spark().submit(JOB, RunOptions.key("k")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the connection is closed");
    }

    private static Events run(String method) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Inner.class, method, SimulatedCluster.class))
                .execute()
                .testEvents();
    }

    /** Not found by the build: its name says no test. */
    @ExtendWith(SimulatedClusterExtension.class)
    static final class Inner {
        private static SimulatedCluster last = SimulatedCluster.seeded(0);

        @Test
        void fails(SimulatedCluster cluster) {
            submit(cluster);
            throw new AssertionError("on purpose");
        }

        @Test
        void passes(SimulatedCluster cluster) {
            submit(cluster);
        }

        private static void submit(SimulatedCluster cluster) {
            last = cluster;
            cluster.spark().submit(JOB, RunOptions.key("k"));
            cluster.advance(Duration.ofSeconds(1));
        }
    }
}
