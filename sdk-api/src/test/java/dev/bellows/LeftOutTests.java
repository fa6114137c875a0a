package dev.bellows;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says at the end of a run which tests were left out, and why: a run that proves less than it could is not silent about it. */
public final class LeftOutTests implements TestExecutionListener {
    /** What each line begins with. */
    static final String MARK = "Left out: ";

    private static final String ASSUMPTION = "Assumption failed: ";

    private final Map<String, AtomicInteger> reasons = new ConcurrentHashMap<>();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        count(test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == Status.ABORTED) {
            count(test, result.getThrowable().map(Throwable::getMessage).orElse("its assumption does not hold"));
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        new TreeMap<>(reasons)
                .forEach((reason, times) ->
                        System.out.println(MARK + (times.get() == 1 ? "" : times + " times ") + reason));
    }

    private void count(TestIdentifier test, String reason) {
        String plain = reason.startsWith(ASSUMPTION) ? reason.substring(ASSUMPTION.length()) : reason;
        reasons.computeIfAbsent(name(test) + ": " + plain, any -> new AtomicInteger())
                .incrementAndGet();
    }

    /** The class: why one of its tests is left out, the others mostly are. */
    private static String name(TestIdentifier test) {
        TestSource source = test.getSource().orElse(null);
        if (source instanceof MethodSource method) {
            return simple(method.getClassName());
        }
        return source instanceof ClassSource tests ? simple(tests.getClassName()) : test.getDisplayName();
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
