package dev.bellows.testkit.assertj;

import dev.bellows.run.FailureKind;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import dev.bellows.run.SparkRun;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a run as it is now. None of them waits: in a simulation time stands still, elsewhere await {@code run.result()} first. */
public final class RunAssert extends AbstractAssert<RunAssert, SparkRun> {
    RunAssert(SparkRun run) {
        super(run, RunAssert.class);
    }

    /** The run has ended, in whatever way; goes on with its result. */
    public ResultAssert ended() {
        isNotNull();
        CompletableFuture<RunResult> result = actual.result();
        if (!result.isDone()) {
            failWithMessage("run %s has not ended: %s", actual.id(), actual.state());
        }
        if (result.isCompletedExceptionally()) {
            failWithMessage("run %s is not watched any more: %s", actual.id(), actual.state());
        }
        return new ResultAssert(result.join());
    }

    /** The run has not ended. */
    public RunAssert hasNotEnded() {
        isNotNull();
        if (actual.result().isDone()) {
            failWithMessage("run %s has ended: %s", actual.id(), actual.state());
        }
        return this;
    }

    /** The run has ended, and succeeded. */
    public RunAssert succeeded() {
        ended().succeeded();
        return this;
    }

    /** The run has ended, and failed for this reason. */
    public RunAssert failedWith(FailureKind kind) {
        ended().failedWith(kind);
        return this;
    }

    /** The run has ended, and was cancelled. */
    public RunAssert cancelled() {
        ended().cancelled();
        return this;
    }

    /** The run stands there now. */
    public RunAssert hasStatus(RunStatus status) {
        isNotNull();
        if (actual.state().status() != status) {
            failWithMessage("run %s: %s (expected: %s)", actual.id(), actual.state(), status);
        }
        return this;
    }

    /** So many attempts have begun. */
    public RunAssert hasAttempts(int attempts) {
        isNotNull();
        if (actual.state().attempt() != attempts) {
            failWithMessage("run %s: %s (expected: attempt %s)", actual.id(), actual.state(), attempts);
        }
        return this;
    }

    /** So many executor pods run now. */
    public RunAssert hasExecutorsRunning(int executors) {
        isNotNull();
        if (actual.state().executorsRunning() != executors) {
            failWithMessage("run %s: %s (expected: %s executors)", actual.id(), actual.state(), executors);
        }
        return this;
    }
}
