package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptResult;
import dev.bellows.run.RunId;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How a run ended that no process watched to its end: judged as one would have, from its record and its driver alone. Pure. */
public final class LateVerdict {
    private static final Moment UNKNOWN = new Moment(Instant.EPOCH, 0);

    private LateVerdict() {}

    /** By the driver of the last attempt, which has ended. */
    public static RunResult byDriver(RunId run, RecordFacts record, PodFacts driver) {
        return result(run, record, state(run, record).withDriver(driver).withEndedBy(Mark.of(driver)));
    }

    /** Without a driver: it was made and is gone, was never made, or failed, and no other one followed. */
    public static RunResult withoutDriver(RunId run, RecordFacts record) {
        if (record.hasEnded(record.attempt()) && !record.isCalledOff()) {
            AttemptResult last = record.ended().get(record.ended().size() - 1);
            return new RunResult(
                    run,
                    RunStatus.FAILED,
                    last.number(),
                    Optional.of(last.failure()),
                    last.timings(),
                    record.ended().subList(0, record.ended().size() - 1));
        }
        Mark mark = record.driverUid().isPresent() ? Mark.GONE : Mark.NEVER_MADE;
        return result(run, record, state(run, record).withEndedBy(mark));
    }

    private static ImmutableSupervision state(RunId run, RecordFacts record) {
        return ImmutableSupervision.copyOf(Supervision.of(run, record.options()))
                .withAttempt(record.attempt())
                .withRecord(record)
                .withCancelAsked(record.isCalledOff());
    }

    private static RunResult result(RunId run, RecordFacts record, Supervision state) {
        Verdict verdict = Judge.verdict(state, List.of(), UNKNOWN);
        return new RunResult(
                run, verdict.status(), record.attempt(), verdict.failure(), verdict.timings(), record.ended());
    }
}
