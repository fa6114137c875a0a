package dev.bellows.k8s.internal.executors;

import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.RunId;
import dev.bellows.run.Scaling.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest decisions about the executors of a run. Thread-safe. */
final class DecisionLog {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);
    private static final int NEWEST = 100;
    private static final int KEPT = 500;

    private final RunId run;
    private final TimeSource time;
    private final List<Decision> decisions = new ArrayList<>();

    /** The same ones, each at the time at which it was told here. */
    private final List<Decision> told = new ArrayList<>();

    DecisionLog(RunId run, TimeSource time) {
        this.run = run;
        this.time = time;
    }

    synchronized void add(List<Decision> made) {
        made.forEach(decision -> LOG.info("run {}: {}", run, decision));
        decisions.addAll(made);
        decisions.subList(0, Math.max(0, decisions.size() - NEWEST)).clear();
        Instant now = time.wallTime();
        made.forEach(decision -> told.add(new Decision(now, decision.executor(), decision.outcome(), decision.why())));
        told.subList(0, Math.max(0, told.size() - KEPT)).clear();
    }

    synchronized List<Decision> newest() {
        return List.copyOf(decisions);
    }

    /** More of them, by this process's time. */
    synchronized List<Decision> told() {
        return List.copyOf(told);
    }
}
