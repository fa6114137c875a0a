package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.FailureKind;
import dev.bellows.run.RunResult;
import java.util.List;
import java.util.Optional;

/** What reaches a run's supervisor: news from the cluster, outcomes of its own actions, wishes of its user. */
public sealed interface Signal {
    /** Calls the reader's method for this kind. */
    void read(SignalReader reader);

    /** The run begins. */
    record Start() implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.start(this);
        }
    }

    /** A run that some process submitted is to be watched. */
    record Attach() implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.attach(this);
        }
    }

    /** The driver exists, and its record not yet. */
    record DriverMade() implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.driverMade(this);
        }
    }

    /**
     * The attempt's objects exist.
     *
     * @param record what the run's record says
     * @param driverUid the driver pod's UID
     * @param adopted whether the driver was there before
     */
    record Accepted(RecordFacts record, String driverUid, boolean adopted) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.accepted(this);
        }
    }

    /** The run has been submitted before; what its record says. */
    record Found(RecordFacts record) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.found(this);
        }
    }

    /** There is no record of the run. */
    record NotFound() implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.notFound(this);
        }
    }

    /** The submission failed for good; {@code recordUid} names the record that it left behind, if any. */
    record Refused(FailureKind kind, String reason, Optional<String> recordUid) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.refused(this);
        }
    }

    /** An attempt of a run that was submitted before could not be created. */
    record AttemptRefused(int attempt, FailureKind kind, String reason) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.attemptRefused(this);
        }
    }

    /** The attempt that was to follow this one cannot be begun, however often it is tried. */
    record AdvanceRefused(int attempt, FailureKind kind, String reason) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.advanceRefused(this);
        }
    }

    /** The driver pod exists so. */
    record DriverSeen(PodFacts driver) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.driverSeen(this);
        }
    }

    /** The driver pod is gone; its last state. */
    record DriverGone(PodFacts last) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.driverGone(this);
        }
    }

    /** No driver pod with this UID was among those that were listed. */
    record DriverAbsent(String uid) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.driverAbsent(this);
        }
    }

    /** The API server, asked for it by name, knows no driver pod with this UID. */
    record DriverLost(String uid) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.driverLost(this);
        }
    }

    /** The API server, asked for it by name, knows no driver pod of an attempt that nobody may create any more. */
    record NeverMade(int attempt) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.neverMade(this);
        }
    }

    /** The attempt's driver was made and is gone, before anybody saw it; what the run's record says. */
    record DriverVanished(RecordFacts record) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.driverVanished(this);
        }
    }

    /** The API server does not let this process ask for the attempt's driver by name. */
    record DriverHidden(int attempt, String reason) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.driverHidden(this);
        }
    }

    /** The executor pod exists so. */
    record ExecutorSeen(int id, PodFacts pod) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.executorSeen(this);
        }
    }

    /** An executor pod is gone; its last state. */
    record ExecutorGone(int id, PodFacts last) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.executorGone(this);
        }
    }

    /** The record says this, whoever wrote it. */
    record RecordSeen(RecordFacts record) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.recordSeen(this);
        }
    }

    /** The record was edited so that it cannot be read. */
    record RecordSpoiled(String recordUid, String reason) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.recordSpoiled(this);
        }
    }

    /** The record is gone. */
    record RecordGone(String recordUid) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.recordGone(this);
        }
    }

    /** The API server, asked for it by name, does not know the record. */
    record RecordLost(String recordUid) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.recordLost(this);
        }
    }

    /** The watches have missed something: what there is must be looked at. */
    record WatchRenewed() implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.watchRenewed(this);
        }
    }

    /** What was waited for has come, and the driver has been looked at since. */
    record TimeUp(Alarm alarm, int attempt) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.timeUp(this);
        }
    }

    /** The watches are refused for good. */
    record WatchRefused(String reason) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.watchRefused(this);
        }
    }

    /** What the cluster's parts say about the driver, the newest first. */
    record EventsRead(String driverUid, List<EventFacts> events) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.eventsRead(this);
        }
    }

    /** The last lines of the driver's log; empty if there were none to be had. */
    record EvidenceTaken(List<String> lastLines) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.evidenceTaken(this);
        }
    }

    /** The result cannot be written into the record; it counts for this process all the same. */
    record NotStored(RunResult result) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.notStored(this);
        }
    }

    /** No pod of an attempt that ended is left that could run. */
    record Cleared(int attempt) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.cleared(this);
        }
    }

    /** What retention lets go is gone. */
    record CleanedUp() implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.cleanedUp(this);
        }
    }

    /** The run whose submission was refused here has been begun by another process: it goes on there. */
    record TakenOver() implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.takenOver(this);
        }
    }

    /** The driver that was to be cancelled could not be deleted. */
    record CancelFailed() implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.cancelFailed(this);
        }
    }

    /** What was waited for has come. */
    record TimeCame(Alarm alarm, int attempt) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.timeCame(this);
        }
    }

    /** The user wants the run to end. */
    record CancelAsked() implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.cancelAsked(this);
        }
    }

    /** The user wants nothing of the run to stay. */
    record ForgetAsked() implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.forgetAsked(this);
        }
    }

    /** Nothing of the run is left. */
    record Forgotten() implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.forgotten(this);
        }
    }

    /** Forgetting failed. */
    record ForgetFailed(String reason) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.forgetFailed(this);
        }
    }

    /**
     * What quotas leave; several may count the same resource.
     *
     * @param verdict how the attempt ended after which the job is to grow
     * @param looked how often it was read before
     */
    record QuotaRead(int attempt, Verdict verdict, int looked, List<QuotaFacts> quotas) implements Signal {
        @Override
        public void read(SignalReader reader) {
            reader.quotaRead(this);
        }
    }
}
