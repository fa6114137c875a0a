package dev.bellows.testkit.internal.invariant;

import dev.bellows.compile.BellowsLabels;
import dev.bellows.testkit.internal.scripted.PodLife;
import dev.bellows.testkit.internal.scripted.PodLives;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** One driver an attempt, and one attempt at a time: no second driver of an attempt ever runs, and no pod of another attempt beside it. */
public final class OneDriver implements PodLives {
    /** How it is told that an attempt has another driver after its first has ended. */
    public static final String SECOND = "I1: a second driver of ";

    private final Consumer<String> violations;
    private final Map<String, Map<String, PodLife>> running = new HashMap<>();
    private final Map<Attempt, String> driverOf = new HashMap<>();
    private final Map<String, String> driverOfApplication = new HashMap<>();
    private final Set<String> recordGone = new HashSet<>();

    /** Watches from now on. */
    public OneDriver(Consumer<String> violations) {
        this.violations = violations;
    }

    /** A ConfigMap is gone: who submits a run anew whose record it was begins another one. */
    public void gone(String namespace, String configMap) {
        recordGone.add(namespace + "/" + configMap);
    }

    @Override
    public void started(PodLife life) {
        if (life.label(BellowsLabels.RUN).isEmpty()) {
            return;
        }
        if (isDriver(life)) {
            driverStarted(life);
        }
        Map<String, PodLife> ofRun = running.computeIfAbsent(run(life), any -> new LinkedHashMap<>());
        ofRun.values().stream()
                .filter(other -> !belongTogether(life, other))
                .forEach(other -> violations.accept("I1: " + life.name() + " (" + life.uid() + ") starts while "
                        + other.name() + " (" + other.uid() + ") runs"));
        ofRun.put(life.uid(), life);
    }

    private void driverStarted(PodLife life) {
        String before = driverOf.putIfAbsent(attempt(life), life.uid());
        if (before != null && !before.equals(life.uid())) {
            // A driver that a record owns has another one's in its identity; in layout COMPACT nobody owns the driver.
            if (life.owner().isEmpty() && recordGone.remove(run(life))) {
                driverOf.put(attempt(life), life.uid());
            } else {
                violations.accept(SECOND + attempt(life) + " runs: " + life.name());
            }
        }
        // Whoever cleans up after one driver by its application id would take the other's executors.
        String same = driverOfApplication.putIfAbsent(life.label("spark-app-selector"), life.uid());
        if (same != null && !same.equals(life.uid())) {
            violations.accept("I1: " + life.name() + " has the application id of an earlier driver");
        }
    }

    @Override
    public void ended(PodLife life) {
        running.computeIfPresent(run(life), (any, ofRun) -> {
            ofRun.remove(life.uid());
            return ofRun.isEmpty() ? null : ofRun;
        });
    }

    /** Whether one is the other's driver, or both are executors of one driver. */
    private static boolean belongTogether(PodLife one, PodLife other) {
        String driver = isDriver(one) ? one.uid() : one.owner();
        return driver.equals(isDriver(other) ? other.uid() : other.owner());
    }

    private static String run(PodLife life) {
        return life.namespace() + "/" + life.label(BellowsLabels.RUN);
    }

    private static boolean isDriver(PodLife life) {
        return life.label("spark-role").equals("driver");
    }

    private static Attempt attempt(PodLife driver) {
        return new Attempt(
                driver.namespace(),
                driver.label(BellowsLabels.RUN),
                driver.label(BellowsLabels.ATTEMPT),
                driver.owner());
    }

    private record Attempt(String namespace, String run, String number, String record) {
        @Override
        public String toString() {
            return namespace + "/" + run + " attempt " + number;
        }
    }
}
