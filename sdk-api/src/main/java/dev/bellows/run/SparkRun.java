package dev.bellows.run;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One submitted job, watched. Thread-safe; no method blocks.
 *
 * <p>Every future completes exactly once, on the callback executor, and is a copy: cancelling it does not cancel the run. After
 * {@link #detach()} or the connection's {@code close()} open futures fail with {@link Detached}.
 */
public interface SparkRun {
    /** What names the run. */
    RunId id();

    /** The run at this moment. */
    RunState state();

    /**
     * Registers a listener. It first gets the events so far, then each new one, in order and never two at once. Of those so far the newest
     * 6,000 of executors are kept, and the newest 1,000 of the run itself: whoever comes later hears of nothing before them.
     */
    void onEvent(Consumer<RunEvent> listener);

    /** How the run ended; completes normally for failed and cancelled runs too. */
    CompletableFuture<RunResult> result();

    /** Completes when the cluster has accepted the job. Fails with {@link RunFailed} if the run ended before. */
    CompletableFuture<RunState> submitted();

    /** Completes when the driver's Spark container runs. Fails with {@link RunFailed} if the run ended before. */
    CompletableFuture<RunState> driverRunning();

    /** Completes when {@code count} executor pods run at once. Fails with {@link RunFailed} if the run ended before. */
    CompletableFuture<RunState> executorsRunning(int count);

    /** The run with everything that its record and the cluster tell now; fails if there is no record of it. */
    CompletableFuture<RunDescription> describe();

    /**
     * The executors of the attempt under way, by id: what their pods say, and what the driver says of them. Asks the cluster only when
     * called; calls within a few seconds of each other share one answer, so that the driver is asked about once a second at most. Needs
     * the rights of {@code RoleManifests.withExecutors()}; what the driver does not tell stays empty, and {@link Executor#kept()} says
     * why. Fails only if the pods cannot be listed.
     */
    CompletableFuture<List<Executor>> executors();

    /** How many executors the attempt under way has, wants and could do without; asks as {@link #executors()} does. */
    CompletableFuture<Scaling> scaling();

    /** How far the driver's jobs are; asks as {@link #executors()} does, and fails with {@link DriverSilent} if the driver does not tell. */
    CompletableFuture<Progress> progress();

    /**
     * What this process has seen of the run's executors so far; asks the cluster nothing. What executors do is known of the times at which
     * somebody looked, or a policy did. Stays as it is once the run has ended.
     */
    Timeline timeline();

    /**
     * Lets executors go that are of no more use, after having looked at them twice. With dynamic allocation their pods are deleted, with
     * their own grace, where Spark's target is met without them. Of a fixed number they go only if the job has {@code control()}: Spark
     * then wants as many fewer, at least one stays, and those who go finish and hand on what they have; without it Spark would replace
     * them, and none goes. Completes when that was accepted. Never fails for what the driver does not tell:
     * nothing is released then, and the report says so.
     */
    CompletableFuture<ReleaseReport> release(Release which);

    /**
     * Sees to the executors from now on, until the run has ended or is no longer watched: looks at them about every ten seconds, lets go
     * what the policy says, and keeps the marks of their pods up to date by which autoscalers know what may go with its node, with one patch
     * for each change. Replaces the policy before. Lasts as long as this process: another one that attaches has a policy of its own.
     */
    void tend(ScaleDown policy);

    /**
     * Sets how many executors Spark wants of a job that has a fixed number of them and {@code control()}. Spark starts what is missing; of
     * what is too many it replaces none that ends, but ends none itself: {@link #release} lets go what is idle. A negative number is
     * refused. Fails only if the pods cannot be listed: the report tells what became of it.
     */
    CompletableFuture<ControlReport> scaleTo(int executors);

    /**
     * Tells executors to go, of a job that has {@code control()}: they take no more tasks, finish those that they have, hand on what the
     * job's shuffle lets them, and end. Others come in their place if Spark wants as many. Not all of them at once: one must stay to take
     * over what they hold. Fails only if the pods cannot be listed: the report tells what became of each.
     */
    CompletableFuture<ControlReport> decommission(int... executors);

    /** The driver's log. */
    DriverLog logs();

    /** Cancels the run: deletes the driver and its executors, and completes when none is left. A run that has ended is not changed. */
    CompletableFuture<RunResult> cancel();

    /** Stops watching; the job goes on. */
    void detach();

    /** Deletes everything of the run, the record included, and completes when it is gone; a run that has not ended is cancelled first. */
    CompletableFuture<Void> forget();
}
