package dev.bellows.run;

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

    /** Registers a listener. It first gets every event so far, then each new one, in order and never two at once. */
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

    /** The driver's log. */
    DriverLog logs();

    /** Cancels the run: deletes the driver and its executors, and completes when none is left. A run that has ended is not changed. */
    CompletableFuture<RunResult> cancel();

    /** Stops watching; the job goes on. */
    void detach();

    /** Deletes everything of the run, the record included, and completes when it is gone; a run that has not ended is cancelled first. */
    CompletableFuture<Void> forget();
}
