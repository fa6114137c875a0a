package dev.bellows.conformance.cluster;

import dev.bellows.conformance.failures.RealFailure;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures of a real Kubernetes whose only node takes no more pods, as {@code docs/failures.md} shows them: one at a time. */
@Tag("cluster")
@Isolated
class NodeFailuresTest {
    @RegisterExtension
    static final TestNamespace namespace = new TestNamespace();

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.bellows.conformance.cluster.NodeFailures#all")
    void each_failure_is_what_the_page_says(RealFailure failure) throws IOException {
        failure.happenAt(FailuresOnKubernetesTest.site(namespace));
    }
}
