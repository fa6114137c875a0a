package dev.bellows.testkit.assertj;

import dev.bellows.run.RunResult;
import dev.bellows.run.SparkRun;
import org.assertj.core.api.Assertions;

/** Where assertions about runs begin; can be imported in place of AssertJ's own {@link Assertions}. */
public final class BellowsAssertions extends Assertions {
    private BellowsAssertions() {}

    /** Begins an assertion about a run as it is now. It never waits. */
    public static RunAssert assertThat(SparkRun run) {
        return new RunAssert(run);
    }

    /** Begins an assertion about how a run ended. */
    public static ResultAssert assertThat(RunResult result) {
        return new ResultAssert(result);
    }
}
