package dev.bellows.testkit.assertj;

import dev.bellows.run.FailureKind;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import org.assertj.core.api.AbstractAssert;

/** Assertions about how a run ended. */
public final class ResultAssert extends AbstractAssert<ResultAssert, RunResult> {
    ResultAssert(RunResult result) {
        super(result, ResultAssert.class);
    }

    /** The run succeeded. */
    public ResultAssert succeeded() {
        return hasStatus(RunStatus.SUCCEEDED);
    }

    /** The run was cancelled. */
    public ResultAssert cancelled() {
        return hasStatus(RunStatus.CANCELLED);
    }

    /** The run did not succeed, for this reason. */
    public ResultAssert failedWith(FailureKind kind) {
        isNotNull();
        if (actual.failure().map(failure -> failure.kind() != kind).orElse(true)) {
            failWithMessage("run %s ended as %s (expected: %s)", actual.id(), shown(), kind);
        }
        return this;
    }

    /** The run ended so. */
    public ResultAssert hasStatus(RunStatus status) {
        isNotNull();
        if (actual.status() != status) {
            failWithMessage("run %s ended as %s (expected: %s)", actual.id(), shown(), status);
        }
        return this;
    }

    /** There were so many attempts. */
    public ResultAssert hasAttempts(int attempts) {
        isNotNull();
        if (actual.attempts() != attempts) {
            failWithMessage(
                    "run %s ended as %s after %s attempts (expected: %s)",
                    actual.id(), shown(), actual.attempts(), attempts);
        }
        return this;
    }

    private String shown() {
        return actual.status()
                + actual.failure()
                        .map(failure -> " (" + failure.kind() + ": " + failure.reason() + ")")
                        .orElse("");
    }
}
