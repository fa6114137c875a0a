package dev.bellows.conformance.cluster;

import dev.bellows.conformance.failures.DriverFailures;
import dev.bellows.conformance.failures.ExecutorFailures;
import dev.bellows.conformance.failures.FailureSite;
import dev.bellows.conformance.failures.RealFailure;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.FailureRow.Place;
import dev.bellows.run.FailuresPage;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures of a real Kubernetes, as {@code docs/failures.md} shows them. */
@Tag("cluster")
class FailuresOnKubernetesTest {
    private static TestNamespace namespace;
    private static SparkKubernetes spark;

    @BeforeAll
    static void connect() throws Exception {
        namespace = TestNamespace.create();
        spark = SparkKubernetes.connect(namespace.options("bellows-submitter"));
    }

    @AfterAll
    static void close() {
        if (namespace != null) {
            spark.close();
            namespace.close();
        }
    }

    /** What changes the namespace or the node, or is over at once. */
    static List<RealFailure> alone() {
        return Stream.of(RefusedFailures.in(namespace), NodeFailures.all())
                .flatMap(List::stream)
                .toList();
    }

    static List<RealFailure> further() {
        return Stream.of(WaitingFailures.all(), DriverFailures.all(), ExecutorFailures.all(), EndFailures.all())
                .flatMap(List::stream)
                .toList();
    }

    private static void happens(RealFailure failure) throws IOException {
        failure.happenAt(new FailureSite(Place.KUBERNETES, namespace.name(), spark, namespace.admin()));
    }

    @Nested
    class Alone {
        @ParameterizedTest(name = "{0}")
        @MethodSource("dev.bellows.conformance.cluster.FailuresOnKubernetesTest#alone")
        void each_failure_is_what_the_page_says(RealFailure failure) throws IOException {
            happens(failure);
        }
    }

    @Nested
    class Further {
        @ParameterizedTest(name = "{0}")
        @MethodSource("dev.bellows.conformance.cluster.FailuresOnKubernetesTest#further")
        void each_failure_is_what_the_page_says(RealFailure failure) throws IOException {
            happens(failure);
        }
    }

    @Test
    void the_page_shows_no_others() throws IOException {
        FailuresPage.showsOnly(
                Place.KUBERNETES,
                Stream.concat(alone().stream(), further().stream())
                        .map(RealFailure::how)
                        .collect(Collectors.toSet()));
    }
}
