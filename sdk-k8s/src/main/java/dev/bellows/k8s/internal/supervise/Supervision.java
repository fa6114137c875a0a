package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.ExecutorCause;
import dev.bellows.run.ExecutorEnd;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
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
    public static Supervision of(RunId run, RunOptions options) {
        return ImmutableSupervision.assemble().run(run).options(options).build();
    }

    abstract RunId run();

    /** This process's wish, until the record says how the run is run. */
    public abstract RunOptions options();

    @Value.Default
    RunStatus status() {
        return RunStatus.QUEUED;
    }

    /** The attempt under way, or the last one. */
    @Value.Default
    public int attempt() {
        return 1;
    }

    @Value.Default
    AttemptPhase phase() {
        return AttemptPhase.SUBMITTING;
    }

    /** Whether an attempt may still be made: it has not ended, and no later one has begun. */
    public boolean mayMake(int attempt) {
        boolean over = attempt == attempt() && phase() == AttemptPhase.ENDED;
        return attempt >= attempt() && !over && !status().isFinal();
    }

    /** What the cluster told of an attempt before this process knew of it: until then nobody knows which objects are ours. */
    abstract List<Signal> early();

    /** Whether the cluster has accepted the driver, whose record comes later. */
    @Value.Default
    boolean made() {
        return false;
    }

    /** Whether the cluster has accepted the run, now or before. */
    @Value.Default
    public boolean accepted() {
        return false;
    }

    /** Whether the submission counts as done for its user. */
    public boolean submitted() {
        return made() || accepted();
    }

    /** Whether another submission of this run made the record. */
    @Value.Default
    boolean adopted() {
        return false;
    }

    /** Whether this process only watches a run that some process submitted. */
    @Value.Default
    boolean attached() {
        return false;
    }

    /** What the record said last. */
    abstract Optional<RecordFacts> record();

    abstract Optional<String> recordUid();

    /** The driver of the attempt under way. */
    abstract Optional<String> driverUid();

    /** That driver as last seen. */
    abstract Optional<PodFacts> driver();

    /** What the user was last told a pending driver waits for. */
    abstract Optional<String> pendingReason();

    abstract Map<Integer, PodFacts> executors();

    /** How executors ended that were still wanted, the newest. */
    abstract List<ExecutorEnd> failedExecutors();

    /** How many executors ended so, by cause. */
    abstract Map<ExecutorCause, Integer> deaths();

    /** Whether the driver has had executors. */
    @Value.Default
    boolean executorsSeen() {
        return false;
    }

    /** Since when the driver runs without an executor. */
    abstract Optional<Moment> aloneSince();

    /** Since when the driver's image could not be pulled, each time that it was tried. */
    abstract Optional<Moment> imageFailingSince();

    /** What the cluster's parts said last about a driver that does not start. */
    abstract List<EventFacts> events();

    @Value.Default
    boolean cancelAsked() {
        return false;
    }

    /** Whether no other attempt is to follow. */
    @Value.Default
    boolean calledOff() {
        return false;
    }

    /** Whether the deadline has passed. */
    @Value.Default
    boolean overdue() {
        return false;
    }

    /** What ended the attempt. */
    abstract Optional<Mark> endedBy();

    /** Whether the next attempt is being written. */
    @Value.Default
    boolean advancing() {
        return false;
    }

    /** Whether the driver is asked for from time to time, because no watch may tell of it. */
    @Value.Default
    boolean looking() {
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

    /** When each phase of the attempt was entered. */
    abstract Map<AttemptPhase, Moment> entered();

    /** The run as its user sees it. */
    public RunState visible() {
        return new RunState(status(), attempt(), phase(), executorsRunning());
    }

    /** Whether the driver's Spark container runs or has run. */
    public boolean driverRan() {
        return decided().filter(RunResult::succeeded).isPresent()
                || driver().filter(pod -> pod.container().exitCode().isPresent())
                        .isPresent()
                || entered().containsKey(AttemptPhase.RUNNING);
    }

    /** The driver of an attempt that the cluster has told of, however it stands by now. */
    public Optional<String> toldDriver(int attempt, String recordUid) {
        return driverUid()
                .filter(uid -> attempt == attempt())
                .or(() -> early().stream()
                        .filter(Signal.DriverSeen.class::isInstance)
                        .map(signal -> ((Signal.DriverSeen) signal).driver())
                        .filter(pod -> pod.attempt() == attempt && pod.owner().equals(recordUid))
                        .map(PodFacts::uid)
                        .findFirst());
    }

    /**
     * Whether a pod is the run's driver, and not only labelled like it: the one that the record names, or as long as none is known one that
     * the record owns.
     */
    public boolean isDriver(String uid, String owner) {
        return driverUid()
                .map(uid::equals)
                .orElseGet(() -> recordUid().filter(owner::equals).isPresent());
    }

    /** How many pods of the attempt the cluster has that use something: the driver, and executors that have not ended. */
    public int pods() {
        if (driver().filter(pod -> !pod.hasEnded()).isEmpty()) {
            return 0;
        }
        return 1
                + (int) executors().values().stream()
                        .filter(pod -> !pod.hasEnded())
                        .count();
    }

    /** How many executor pods run. */
    public int executorsRunning() {
        return (int) executors().values().stream()
                .filter(pod -> pod.container().running())
                .count();
    }
}
