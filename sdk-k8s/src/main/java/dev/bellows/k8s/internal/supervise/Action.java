package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.RunEvent;
import dev.bellows.run.RunResult;
import java.time.Duration;
import java.util.Optional;

/** What is to be done, as data. Whoever performs it answers with a {@link Signal} where one is named. */
public sealed interface Action {
    /** Calls the reader's method for this kind. */
    void read(Reader reader);

    /** Create the record, then pod and Service; answers Accepted, Refused or Recorded. */
    record Submit() implements Action {
        @Override
        public void read(Reader reader) {
            reader.submit(this);
        }
    }

    /** Tell listeners. */
    record Announce(RunEvent event) implements Action {
        @Override
        public void read(Reader reader) {
            reader.announce(this);
        }
    }

    /** Write the driver's UID into the record. */
    record RecordDriver(String recordUid, String driverUid) implements Action {
        @Override
        public void read(Reader reader) {
            reader.recordDriver(this);
        }
    }

    /** Read the last lines of the driver's log; answers EvidenceTaken. */
    record TakeEvidence() implements Action {
        @Override
        public void read(Reader reader) {
            reader.takeEvidence(this);
        }
    }

    /** Mark the record as cancelled, then delete the driver pod; answers DriverAbsent if there is none, or CancelFailed. */
    record CancelDriver(String recordUid, String driverUid) implements Action {
        @Override
        public void read(Reader reader) {
            reader.cancelDriver(this);
        }
    }

    /** Write the outcome into the record, and fence the attempt; answers OutcomeStored. */
    record StoreOutcome(String recordUid, RunResult result) implements Action {
        @Override
        public void read(Reader reader) {
            reader.storeOutcome(this);
        }
    }

    /** Delete what retention lets go; answers CleanedUp. */
    record CleanUp(RunResult result, Optional<String> driverUid, boolean driverEnded) implements Action {
        @Override
        public void read(Reader reader) {
            reader.cleanUp(this);
        }
    }

    /** Delete a record that a refused submission left, with all it owns; answers CleanedUp. */
    record RollBack(String recordUid) implements Action {
        @Override
        public void read(Reader reader) {
            reader.rollBack(this);
        }
    }

    /** Complete the futures. */
    record Complete(RunResult result) implements Action {
        @Override
        public void read(Reader reader) {
            reader.complete(this);
        }
    }

    /** Delete the driver pod after a time. */
    record ExpireDriver(Duration after, String driverUid) implements Action {
        @Override
        public void read(Reader reader) {
            reader.expireDriver(this);
        }
    }

    /** Delete the record and all it owns after a time. */
    record ExpireRecord(Duration after, String recordUid) implements Action {
        @Override
        public void read(Reader reader) {
            reader.expireRecord(this);
        }
    }

    /** Delete everything and wait until it is gone; answers Forgotten or ForgetFailed. */
    record Forget(Optional<String> recordUid) implements Action {
        @Override
        public void read(Reader reader) {
            reader.forget(this);
        }
    }

    /** Complete the futures of those who wanted the run forgotten; the reason says why it failed. */
    record ForgetDone(Optional<String> failure) implements Action {
        @Override
        public void read(Reader reader) {
            reader.forgetDone(this);
        }
    }

    /** One method a kind, so that a new kind is a compile error wherever they are read. */
    interface Reader {
        void submit(Submit action);

        void announce(Announce action);

        void recordDriver(RecordDriver action);

        void takeEvidence(TakeEvidence action);

        void cancelDriver(CancelDriver action);

        void storeOutcome(StoreOutcome action);

        void cleanUp(CleanUp action);

        void rollBack(RollBack action);

        void complete(Complete action);

        void expireDriver(ExpireDriver action);

        void expireRecord(ExpireRecord action);

        void forget(Forget action);

        void forgetDone(ForgetDone action);
    }
}
