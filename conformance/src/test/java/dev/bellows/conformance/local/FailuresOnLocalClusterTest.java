package dev.bellows.conformance.local;

import dev.bellows.conformance.failures.DriverFailures;
import dev.bellows.conformance.failures.ExecutorFailures;
import dev.bellows.conformance.failures.FailureSite;
import dev.bellows.conformance.failures.RealFailure;
import dev.bellows.run.FailureRow.Place;
import dev.bellows.run.FailuresPage;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures of real Spark, as {@code docs/failures.md} shows them. */
@Tag("spark")
class FailuresOnLocalClusterTest {
    @RegisterExtension
    static final LocalSpark local = new LocalSpark();

    private static KubernetesClient admin;

    @BeforeAll
    static void start() {
        admin = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(local.cluster().kubeconfig()))
                .build();
    }

    @AfterAll
    static void stop() {
        admin.close();
    }

    static List<RealFailure> failures() {
        return Stream.concat(DriverFailures.all().stream(), ExecutorFailures.all().stream())
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    @Execution(ExecutionMode.CONCURRENT)
    void each_failure_is_what_the_page_says(RealFailure failure) throws IOException {
        failure.happenAt(new FailureSite(
                Place.LOCAL, "default", local.spark(), local.cluster().kubeconfig(), admin));
    }

    @Test
    void the_page_shows_no_others() throws IOException {
        FailuresPage.showsOnly(
                Place.LOCAL, failures().stream().map(RealFailure::how).collect(Collectors.toSet()));
    }
}
