package dev.bellows.driver;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The running application, as Spark's own classes have it. */
final class Application {
    private static final String INSTANCES = "spark.executor.instances";
    private static final String DECOMMISSION = "spark.decommission.enabled";

    /** The context; null before it is complete and after it has stopped. */
    private static @Nullable Object context() {
        Object context =
                Reflected.orNull(Reflected.call(Reflected.module("org.apache.spark.SparkContext"), "getActive"));
        return context == null || (Boolean) Reflected.call(context, "isStopped") ? null : context;
    }

    private static Object running() {
        Object context = context();
        if (context == null) {
            throw new IllegalStateException("the application is not running");
        }
        return context;
    }

    private static Object backend() {
        return Reflected.call(running(), "schedulerBackend");
    }

    boolean isRunning() {
        return context() != null;
    }

    String id() {
        return (String) Reflected.call(running(), "applicationId");
    }

    boolean isDynamic() {
        return Reflected.orNull(Reflected.call(running(), "executorAllocationManager")) != null;
    }

    /** Whether executors do anything when they are told to go. */
    boolean decommissions() {
        return Boolean.parseBoolean(conf(DECOMMISSION, "false").trim());
    }

    private static String conf(String key, String otherwise) {
        return (String) Reflected.call(Reflected.call(running(), "conf"), "get", key, otherwise);
    }

    /** How many executors are wanted; before anybody asks for a number the backend wants what the conf says. */
    int target() {
        Object backend = backend();
        synchronized (backend) {
            List<Object> requested =
                    Reflected.list(Reflected.field(backend, "requestedTotalExecutorsPerResourceProfile"));
            if (requested.isEmpty()) {
                return Integer.parseInt(conf(INSTANCES, "2").trim());
            }
            int total = 0;
            for (Object each : requested) {
                total += (Integer) Reflected.call(each, "_2");
            }
            return total;
        }
    }

    boolean want(int total) {
        Object none = Reflected.call(Reflected.module("scala.collection.immutable.Map"), "empty");
        return (Boolean) Reflected.call(running(), "requestTotalExecutors", total, 0, none);
    }

    /** The executors that are registered and not on their way out. */
    List<String> active() {
        Object backend = backend();
        List<String> active = new ArrayList<>();
        for (Object id : Reflected.list(Reflected.call(backend, "getExecutorIds"))) {
            if ((Boolean) Reflected.call(backend, "isExecutorActive", id)) {
                active.add((String) id);
            }
        }
        return active;
    }

    boolean isBusy(String executor) {
        return (Boolean) Reflected.call(Reflected.call(running(), "taskScheduler"), "isExecutorBusy", executor);
    }

    /** Tells executors to go once their tasks are done; the target stays. Returns those that were told. */
    List<String> decommission(List<String> executors) throws ReflectiveOperationException {
        Object none = Reflected.module("scala.None");
        Object info = Reflected.call(
                Reflected.module("org.apache.spark.scheduler.ExecutorDecommissionInfo"),
                "apply",
                "asked by Bellows",
                none);
        Class<?> pair = Class.forName("scala.Tuple2");
        Object pairs = Array.newInstance(pair, executors.size());
        for (int i = 0; i < executors.size(); i++) {
            Array.set(pairs, i, pair.getConstructor(Object.class, Object.class).newInstance(executors.get(i), info));
        }
        return texts(Reflected.call(backend(), "decommissionExecutors", pairs, false, false));
    }

    /** Ends executors that have no task; the target stays. Returns those that end. */
    List<String> kill(List<String> idle) {
        return texts(Reflected.call(backend(), "killExecutors", Reflected.seq(idle), false, false, false));
    }

    private static List<String> texts(Object seq) {
        List<String> texts = new ArrayList<>();
        Reflected.list(seq).forEach(each -> texts.add((String) each));
        return texts;
    }

    /** How many map outputs of some shuffles each executor holds, as the driver tells it to who fetches them. */
    Map<String, Integer> outputs(@Nullable Set<Integer> shuffles) throws ReflectiveOperationException {
        Object tracker = Reflected.result(
                Reflected.call(running(), "env"), "mapOutputTracker", "org.apache.spark.MapOutputTracker");
        Map<String, Integer> outputs = new HashMap<>();
        for (Object each : Reflected.list(Reflected.call(tracker, "shuffleStatuses"))) {
            if (shuffles == null || shuffles.contains(Reflected.call(each, "_1"))) {
                count((Object[]) Reflected.call(Reflected.call(each, "_2"), "mapStatuses"), outputs);
            }
        }
        return outputs;
    }

    private static void count(Object[] statuses, Map<String, Integer> outputs) throws ReflectiveOperationException {
        Class<?> type = statuses.getClass().getComponentType();
        Method location = Reflected.method(type, "location");
        @Nullable Method executor = null;
        for (Object status : statuses) {
            if (status != null) {
                Object place = location.invoke(status);
                executor = executor == null ? Reflected.method(place.getClass(), "executorId") : executor;
                outputs.merge((String) executor.invoke(place), 1, Integer::sum);
            }
        }
    }

    /** The executors that dynamic allocation itself keeps for shuffle data that running jobs need. */
    List<String> keptForShuffle() {
        Object manager = Reflected.orNull(Reflected.call(running(), "executorAllocationManager"));
        List<String> kept = new ArrayList<>();
        if (manager != null) {
            Map<?, ?> trackers = (Map<?, ?>) Reflected.field(Reflected.call(manager, "executorMonitor"), "executors");
            trackers.forEach((id, tracker) -> {
                if ((Boolean) Reflected.call(tracker, "hasActiveShuffle")) {
                    kept.add((String) id);
                }
            });
        }
        return kept;
    }
}
