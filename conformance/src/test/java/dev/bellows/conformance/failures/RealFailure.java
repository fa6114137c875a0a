package dev.bellows.conformance.failures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.Failure;
import dev.bellows.run.FailureKind;
import dev.bellows.run.FailureRow;
import dev.bellows.run.FailuresPage;
import dev.bellows.run.RunResult;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * A failure that is made for real.
 *
 * @param kind what it is to be called
 * @param how what happens, for the page
 * @param script makes it happen, and gives the run's result
 * @param says what sentence or advice must say, such as the numbers of the job
 */
public record RealFailure(FailureKind kind, String how, Function<FailureSite, RunResult> script, List<String> says) {
    public static RealFailure of(FailureKind kind, String how, Function<FailureSite, RunResult> script) {
        return new RealFailure(kind, how, script, List.of());
    }

    public RealFailure saying(String... texts) {
        return new RealFailure(kind, how, script, List.of(texts));
    }

    /** Makes it, and holds what the result says against what is expected, and against the page. */
    public void happenAt(FailureSite site) throws IOException {
        RunResult result = script.apply(site);
        Failure failure = result.failure().orElseThrow(() -> new AssertionError("not failed: " + result));

        assertThat(failure.kind()).as(failure.describe()).isEqualTo(kind);
        assertThat(says)
                .as(failure.describe())
                .allMatch(text ->
                        failure.reason().contains(text) || failure.advice().contains(text));
        FailuresPage.shows(new FailureRow(
                failure.kind(),
                site.place(),
                how,
                FailureRow.REAL_TIME,
                stable(failure.reason(), result, site),
                stable(failure.advice(), result, site)));
    }

    /** A text without what is another one each time. */
    private static String stable(String text, RunResult result, FailureSite site) {
        return text.replace(result.id().runName(), result.id().jobName())
                .replace(site.namespace() + "/", "jobs/")
                .replaceAll("\\b" + site.namespace() + "\\b", "jobs")
                .replaceAll("/[0-9a-f-]{36}", "/KEY")
                .replaceAll("\\b\\d+ executors? ran", "N executors ran")
                .replaceAll("killed at it (once|\\d+ times)", "killed at it N times")
                .replaceAll("\\b\\d+\\.\\d+\\.\\d+\\.\\d+(:\\d+)?\\b", "ADDRESS");
    }

    @Override
    public String toString() {
        return kind + ": " + how;
    }
}
