package dev.bellows.k8s.internal.sweep;

import dev.bellows.check.Problem;
import dev.bellows.check.SweepRefused;
import dev.bellows.k8s.internal.pause.Pauses;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.SweepPolicy;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps from time to time, as long as time goes on. */
public final class SweepTask {
    private static final Logger LOG = LoggerFactory.getLogger(SweepTask.class);
    private static final Duration LEAST = Duration.ofMinutes(1);

    private final Sweeper sweeper;
    private final TimeSource time;
    private final Duration interval;
    private final String namespace;
    private final SweepPolicy policy;

    /** A task that has not begun. */
    public SweepTask(Sweeper sweeper, TimeSource time, Duration interval, String namespace, SweepPolicy policy) {
        this.sweeper = sweeper;
        this.time = time;
        this.interval = interval;
        this.namespace = namespace;
        this.policy = policy;
    }

    /** Begins, unless the sweeps would be refused. */
    public void begin() {
        sweeper.check();
        if (interval.compareTo(LEAST) < 0) {
            throw new SweepRefused(Problem.of(
                    SweepProblem.SWEEP_INTERVAL,
                    "sweepEvery",
                    interval.toString(),
                    ">= " + LEAST,
                    SweepProblem.SWEEP_INTERVAL.text().remedy()));
        }
        later();
    }

    private void later() {
        time.after(Pauses.spread(interval, time.random()), this::sweep);
    }

    private void sweep() {
        sweeper.sweep(namespace, policy).whenComplete((report, error) -> {
            if (error != null) {
                LOG.warn(
                        "namespace {} could not be swept: {}",
                        namespace,
                        ClusterException.in(error).getMessage());
            } else if (!report.removed().isEmpty() || !report.failed().isEmpty()) {
                LOG.info("namespace {} swept: {}", namespace, report);
            }
            later();
        });
    }
}
