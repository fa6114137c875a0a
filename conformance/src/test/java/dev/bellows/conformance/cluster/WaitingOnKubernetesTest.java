package dev.bellows.conformance.cluster;

import dev.bellows.conformance.failures.RealFailure;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures of a real Kubernetes whose pods never run: side by side, since they only wait. */
@Tag("cluster")
@Tag("slow")
class WaitingOnKubernetesTest {
    @RegisterExtension
    static final TestNamespace namespace = new TestNamespace();

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.bellows.conformance.cluster.WaitingFailures#all")
    @Execution(ExecutionMode.CONCURRENT)
    void each_failure_is_what_the_page_says(RealFailure failure) throws IOException {
        failure.happenAt(FailuresOnKubernetesTest.site(namespace));
    }
}
