package dev.bellows.conformance.cluster;

import dev.bellows.conformance.failures.DriverFailures;
import dev.bellows.conformance.failures.ExecutorFailures;
import dev.bellows.conformance.failures.FailureSite;
import dev.bellows.conformance.failures.RealFailure;
import dev.bellows.run.FailureRow.Place;
import dev.bellows.run.FailuresPage;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures of a real Kubernetes, as {@code docs/failures.md} shows them. */
@Tag("cluster")
class FailuresOnKubernetesTest {
    @RegisterExtension
    static final TestNamespace namespace = new TestNamespace();

    /** What only a Kubernetes can do. */
    static List<RealFailure> itsOwn() {
        return Stream.of(RefusedFailures.in(namespace), EndFailures.all())
                .flatMap(List::stream)
                .toList();
    }

    /** What happens on a LocalCluster, too. */
    static List<RealFailure> sparks() {
        return Stream.of(DriverFailures.all(), ExecutorFailures.all())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("itsOwn")
    void each_failure_is_what_the_page_says(RealFailure failure) throws IOException {
        failure.happenAt(site());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sparks")
    @Tag("slow")
    void each_failure_of_spark_is_what_the_page_says(RealFailure failure) throws IOException {
        failure.happenAt(site());
    }

    private static FailureSite site() {
        return site(namespace);
    }

    static FailureSite site(TestNamespace namespace) {
        return new FailureSite(
                Place.KUBERNETES,
                namespace.name(),
                namespace.spark(),
                namespace.kubeconfig("bellows-submitter"),
                namespace.admin());
    }

    @Test
    void the_page_shows_no_others() throws IOException {
        FailuresPage.showsOnly(
                Place.KUBERNETES,
                Stream.of(itsOwn(), sparks(), NodeFailures.all(), WaitingFailures.all())
                        .flatMap(List::stream)
                        .map(RealFailure::how)
                        .collect(Collectors.toSet()));
    }
}
