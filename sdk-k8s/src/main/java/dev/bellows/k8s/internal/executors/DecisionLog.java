package dev.bellows.k8s.internal.executors;

import dev.bellows.run.RunId;
import dev.bellows.run.Scaling.Decision;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest decisions about the executors of a run. Thread-safe. */
final class DecisionLog {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);
    private static final int KEPT = 100;

    private final RunId run;
    private final List<Decision> decisions = new ArrayList<>();

    DecisionLog(RunId run) {
        this.run = run;
    }

    synchronized void add(List<Decision> made) {
        made.forEach(decision -> LOG.info("run {}: {}", run, decision));
        decisions.addAll(made);
        decisions.subList(0, Math.max(0, decisions.size() - KEPT)).clear();
    }

    synchronized List<Decision> newest() {
        return List.copyOf(decisions);
    }
}
