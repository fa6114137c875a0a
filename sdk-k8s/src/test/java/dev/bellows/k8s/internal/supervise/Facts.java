package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptResult;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Pods as the tests of this package tell them. */
final class Facts {
    static final String UID = "driver-1";
    static final String RECORD = "record-1";
    static final RunOptions OPTIONS = RunOptions.key("k1");

    /** A driver of 1 GiB, and two executors of 512 MiB. */
    static final JobSizes SIZES =
            new JobSizes(new JobSizes.Role(1024, 384, 1408), new JobSizes.Role(512, 384, 896), 2, 200, false);

    /** What a record says right after the submission. */
    static final RecordFacts SUBMITTED = record(1, Optional.empty(), List.of());

    private Facts() {}

    static RecordFacts record(int attempt, Optional<String> driverUid, List<AttemptResult> ended) {
        return record(OPTIONS, attempt, driverUid, ended);
    }

    static RecordFacts record(RunOptions options, int attempt, Optional<String> driverUid, List<AttemptResult> ended) {
        return record(options, attempt, Instant.EPOCH, driverUid, ended);
    }

    static RecordFacts record(
            RunOptions options, int attempt, Instant notBefore, Optional<String> driverUid, List<AttemptResult> ended) {
        return new RecordFacts(
                RECORD,
                "1",
                Instant.EPOCH,
                options,
                attempt,
                notBefore,
                driverUid,
                false,
                false,
                ended,
                Optional.empty(),
                Optional.of(SIZES));
    }

    static RecordFacts cancelled() {
        return new RecordFacts(
                RECORD,
                "2",
                Instant.EPOCH,
                OPTIONS,
                1,
                Instant.EPOCH,
                Optional.of(UID),
                true,
                false,
                List.of(),
                Optional.empty(),
                Optional.of(SIZES));
    }

    static RecordFacts over(String uid, RunResult outcome) {
        return new RecordFacts(
                uid,
                "3",
                Instant.EPOCH,
                OPTIONS,
                outcome.attempts(),
                Instant.EPOCH,
                Optional.of(UID),
                false,
                false,
                List.of(),
                Optional.of(outcome),
                Optional.of(SIZES));
    }

    static PodFacts unscheduled() {
        return pod(UID, "Pending", "", "Unschedulable", ContainerFacts.UNKNOWN);
    }

    static PodFacts preparing() {
        return waiting("ContainerCreating");
    }

    static PodFacts waiting(String reason) {
        return pod(
                UID,
                "Pending",
                "node-1",
                "",
                new ContainerFacts(reason, "said so", false, OptionalInt.empty(), "", ""));
    }

    static PodFacts running() {
        return pod(UID, "Running", "node-1", "", new ContainerFacts("", "", true, OptionalInt.empty(), "", ""));
    }

    static PodFacts exited(int code, String reason, String lastWords) {
        return pod(
                UID,
                code == 0 ? "Succeeded" : "Failed",
                "node-1",
                "",
                new ContainerFacts("", "", false, OptionalInt.of(code), reason, lastWords));
    }

    static PodFacts failed(String reason) {
        return pod(UID, "Failed", "node-1", reason, ContainerFacts.UNKNOWN);
    }

    static PodFacts pod(String uid, String phase, String node, String reason, ContainerFacts container) {
        return new PodFacts(uid, "daily-1-driver", 1, phase, node, reason, "", RECORD, false, "", container);
    }

    static PodFacts executor(String uid, String owner, ContainerFacts container) {
        return new PodFacts(uid, "daily-1-exec-1", 1, "Running", "node-1", "", "", owner, false, "", container);
    }
}
