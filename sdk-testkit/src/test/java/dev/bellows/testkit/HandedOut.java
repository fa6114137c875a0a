package dev.bellows.testkit;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.DriverLog;
import dev.bellows.run.Release;
import dev.bellows.run.RunId;
import dev.bellows.run.RunSelector;
import dev.bellows.run.SparkRun;
import dev.bellows.run.SweepPolicy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Calls every public method that hands out a future, whichever there are. */
final class HandedOut {
    private static final Map<Class<?>, Object> ARGUMENTS = Map.of(
            int.class,
            1,
            int[].class,
            new int[] {1},
            RunSelector.class,
            RunSelector.all(),
            RunId.class,
            new RunId("default", "daily-revenue", "k"),
            SparkJob.class,
            SimulatedClusterTest.JOB,
            SweepPolicy.class,
            SweepPolicy.byRetention(),
            Release.class,
            Release.idle(Duration.ofMinutes(1)),
            Consumer.class,
            (Consumer<?>) line -> {});

    private HandedOut() {}

    /** A future, and what handed it out. */
    record Future(String by, CompletableFuture<?> future) {}

    /** All futures that a connection, one of its runs and that run's log have to give. */
    static List<Future> by(SparkKubernetes spark, SparkRun run) {
        List<Future> futures = new ArrayList<>(of(SparkKubernetes.class, spark));
        futures.addAll(of(DriverLog.class, run.logs()));
        futures.addAll(of(SparkRun.class, run));
        return futures;
    }

    private static List<Future> of(Class<?> type, Object target) {
        return Arrays.stream(type.getMethods())
                .filter(method -> CompletableFuture.class.isAssignableFrom(method.getReturnType()))
                // Those that end a run come last: what they hand out is asked of one that goes on.
                .sorted(Comparator.comparing(HandedOut::ends).thenComparing(Method::getName))
                .map(method -> new Future(type.getSimpleName() + "." + method.getName(), called(method, target)))
                .toList();
    }

    private static boolean ends(Method method) {
        return method.getName().equals("cancel") || method.getName().equals("forget");
    }

    private static CompletableFuture<?> called(Method method, Object target) {
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(type -> {
                    if (!ARGUMENTS.containsKey(type)) {
                        throw new AssertionError("no argument is known for " + method);
                    }
                    return ARGUMENTS.get(type);
                })
                .toArray();
        try {
            return (CompletableFuture<?>) method.invoke(target, arguments);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError(method + " threw", e);
        }
    }
}
