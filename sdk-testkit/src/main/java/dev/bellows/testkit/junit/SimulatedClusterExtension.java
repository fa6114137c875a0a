package dev.bellows.testkit.junit;

import dev.bellows.testkit.SimulatedCluster;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives each test method that asks for one a {@link SimulatedCluster}, closes it afterwards, and lets a failed test tell its seed and what
 * happened. The seed is the same for the same test in every build; {@code -Dbellows.seed=N} sets it for all tests.
 */
public final class SimulatedClusterExtension
        implements ParameterResolver, TestExecutionExceptionHandler, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(SimulatedClusterExtension.class);
    private static final String SEED = "bellows.seed";

    /** Made by JUnit. */
    public SimulatedClusterExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SimulatedCluster.class;
    }

    @Override
    public SimulatedCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        SimulatedCluster.class, any -> SimulatedCluster.seeded(seed(context)), SimulatedCluster.class);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        SimulatedCluster cluster = context.getStore(NAMESPACE).get(SimulatedCluster.class, SimulatedCluster.class);
        if (cluster != null) {
            failure.addSuppressed(new SimulatedStory(seed(context), cluster.trace()));
        }
        throw failure;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        SimulatedCluster cluster = context.getStore(NAMESPACE).remove(SimulatedCluster.class, SimulatedCluster.class);
        if (cluster != null) {
            cluster.close();
        }
    }

    private static long seed(ExtensionContext context) {
        return Long.getLong(SEED, context.getUniqueId().hashCode());
    }
}
