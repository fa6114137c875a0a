package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.ExecutorEnd;
import dev.bellows.run.Retention;
import dev.bellows.run.RunId;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunState;
import dev.bellows.run.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/** All that is remembered of a run between two signals. Immutable. */
@Value.Immutable
@Value.Style(visibility = Value.Style.ImplementationVisibility.PACKAGE, jdkOnly = true, builder = "assemble")
public abstract class Supervision {
    Supervision() {}

    /** A run that has not begun. */
    public static Supervision of(RunId run, Retention retention) {
        return ImmutableSupervision.assemble().run(run).retention(retention).build();
    }

    abstract RunId run();

    abstract Retention retention();

    @Value.Default
    RunStatus status() {
        return RunStatus.QUEUED;
    }

    @Value.Default
    AttemptPhase phase() {
        return AttemptPhase.SUBMITTING;
    }

    /** What the cluster told before it answered the submission: until then nobody knows which objects are ours. */
    abstract List<Signal> early();

    /** Whether the cluster has accepted the run, now or before. */
    @Value.Default
    public boolean accepted() {
        return false;
    }

    /** Whether another submission of this run made the record. */
    @Value.Default
    boolean adopted() {
        return false;
    }

    abstract Optional<String> recordUid();

    abstract Optional<String> driverUid();

    /** The driver as last seen. */
    abstract Optional<PodFacts> driver();

    @Value.Default
    boolean driverRecorded() {
        return false;
    }

    /** What the user was last told a pending driver waits for. */
    abstract Optional<String> pendingReason();

    abstract Map<Integer, PodFacts> executors();

    abstract List<ExecutorEnd> failedExecutors();

    @Value.Default
    boolean cancelAsked() {
        return false;
    }

    @Value.Default
    boolean forgetAsked() {
        return false;
    }

    @Value.Default
    boolean forgotten() {
        return false;
    }

    /** The result, once it is decided; the run is over for its user only when {@link #status()} is final. */
    abstract Optional<RunResult> decided();

    /** Whether the outcome stands in the record, ours or another process's. */
    @Value.Default
    boolean stored() {
        return false;
    }

    /** When each phase was entered. */
    abstract Map<AttemptPhase, Moment> entered();

    /** The run as its user sees it. */
    public RunState visible() {
        return new RunState(status(), 1, phase(), executorsRunning());
    }

    /** Whether the driver's Spark container runs or has run. */
    public boolean driverRan() {
        return decided().filter(RunResult::succeeded).isPresent()
                || driver().filter(pod -> pod.container().exitCode().isPresent())
                        .isPresent()
                || entered().containsKey(AttemptPhase.RUNNING);
    }

    /** How many executor pods run. */
    public int executorsRunning() {
        return (int) executors().values().stream()
                .filter(pod -> pod.container().running())
                .count();
    }
}
