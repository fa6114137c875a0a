package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.FailureKind;
import dev.bellows.run.RunResult;
import java.util.List;
import java.util.Optional;

/** What reaches a run's supervisor: news from the cluster, outcomes of its own actions, wishes of its user. */
public sealed interface Signal {
    /** Calls the reader's method for this kind. */
    void read(Reader reader);

    /** The run begins. */
    record Start() implements Signal {
        @Override
        public void read(Reader reader) {
            reader.start(this);
        }
    }

    /**
     * The objects exist.
     *
     * @param recordUid the record's UID
     * @param driverUid the driver pod's UID
     * @param adopted whether another submission of this run made the record
     * @param uidKnown whether the record already names the driver's UID
     * @param cancelled whether the record already says that the run was cancelled
     */
    record Accepted(String recordUid, String driverUid, boolean adopted, boolean uidKnown, boolean cancelled)
            implements Signal {
        @Override
        public void read(Reader reader) {
            reader.accepted(this);
        }
    }

    /** The submission failed for good; {@code recordUid} names the record that it left behind, if any. */
    record Refused(FailureKind kind, String reason, Optional<String> recordUid) implements Signal {
        @Override
        public void read(Reader reader) {
            reader.refused(this);
        }
    }

    /** The record holds an outcome: this run has ended before, or another process ended it. */
    record Recorded(String recordUid, RunResult result) implements Signal {
        @Override
        public void read(Reader reader) {
            reader.recorded(this);
        }
    }

    /** The driver pod exists so. */
    record DriverSeen(PodFacts driver) implements Signal {
        @Override
        public void read(Reader reader) {
            reader.driverSeen(this);
        }
    }

    /** The driver pod is gone; its last state. */
    record DriverGone(PodFacts last) implements Signal {
        @Override
        public void read(Reader reader) {
            reader.driverGone(this);
        }
    }

    /** The cluster knows no driver pod with this UID any more. */
    record DriverAbsent(String uid) implements Signal {
        @Override
        public void read(Reader reader) {
            reader.driverAbsent(this);
        }
    }

    /** An executor pod exists so. */
    record ExecutorSeen(int id, PodFacts pod) implements Signal {
        @Override
        public void read(Reader reader) {
            reader.executorSeen(this);
        }
    }

    /** An executor pod is gone; its last state. */
    record ExecutorGone(int id, PodFacts last) implements Signal {
        @Override
        public void read(Reader reader) {
            reader.executorGone(this);
        }
    }

    /** The record says that somebody cancelled the run, or is itself being deleted. */
    record CancelSeen(String recordUid) implements Signal {
        @Override
        public void read(Reader reader) {
            reader.cancelSeen(this);
        }
    }

    /** The record is gone. */
    record RecordGone(String recordUid) implements Signal {
        @Override
        public void read(Reader reader) {
            reader.recordGone(this);
        }
    }

    /** The record holds an outcome, whoever wrote it. */
    record OutcomeSeen(String recordUid, RunResult result) implements Signal {
        @Override
        public void read(Reader reader) {
            reader.outcomeSeen(this);
        }
    }

    /** The watches are refused for good. */
    record WatchRefused(String reason) implements Signal {
        @Override
        public void read(Reader reader) {
            reader.watchRefused(this);
        }
    }

    /** The last lines of the driver's log; empty if there were none to be had. */
    record EvidenceTaken(List<String> lastLines) implements Signal {
        @Override
        public void read(Reader reader) {
            reader.evidenceTaken(this);
        }
    }

    /** The outcome stands in the record; not always the one this process would have written. */
    record OutcomeStored(RunResult result) implements Signal {
        @Override
        public void read(Reader reader) {
            reader.outcomeStored(this);
        }
    }

    /** What retention lets go is gone. */
    record CleanedUp() implements Signal {
        @Override
        public void read(Reader reader) {
            reader.cleanedUp(this);
        }
    }

    /** The driver that was to be cancelled could not be deleted. */
    record CancelFailed() implements Signal {
        @Override
        public void read(Reader reader) {
            reader.cancelFailed(this);
        }
    }

    /** The user wants the run to end. */
    record CancelAsked() implements Signal {
        @Override
        public void read(Reader reader) {
            reader.cancelAsked(this);
        }
    }

    /** The user wants nothing of the run to stay. */
    record ForgetAsked() implements Signal {
        @Override
        public void read(Reader reader) {
            reader.forgetAsked(this);
        }
    }

    /** Nothing of the run is left. */
    record Forgotten() implements Signal {
        @Override
        public void read(Reader reader) {
            reader.forgotten(this);
        }
    }

    /** Forgetting failed. */
    record ForgetFailed(String reason) implements Signal {
        @Override
        public void read(Reader reader) {
            reader.forgetFailed(this);
        }
    }

    /** One method a kind, so that a new kind is a compile error wherever they are read. */
    interface Reader {
        void start(Start signal);

        void accepted(Accepted signal);

        void refused(Refused signal);

        void recorded(Recorded signal);

        void driverSeen(DriverSeen signal);

        void driverGone(DriverGone signal);

        void driverAbsent(DriverAbsent signal);

        void executorSeen(ExecutorSeen signal);

        void executorGone(ExecutorGone signal);

        void cancelSeen(CancelSeen signal);

        void outcomeSeen(OutcomeSeen signal);

        void recordGone(RecordGone signal);

        void watchRefused(WatchRefused signal);

        void evidenceTaken(EvidenceTaken signal);

        void outcomeStored(OutcomeStored signal);

        void cleanedUp(CleanedUp signal);

        void cancelFailed(CancelFailed signal);

        void cancelAsked(CancelAsked signal);

        void forgetAsked(ForgetAsked signal);

        void forgotten(Forgotten signal);

        void forgetFailed(ForgetFailed signal);
    }
}
