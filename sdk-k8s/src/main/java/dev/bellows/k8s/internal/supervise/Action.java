package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptResult;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunResult;
import java.time.Duration;
import java.util.Optional;

/** What is to be done, as data. Whoever performs it answers with a {@link Signal} where one is named. */
public sealed interface Action {
    /** Calls the reader's method for this kind. */
    void read(ActionReader reader);

    /** Create the record, then pod and Service, or the pod alone and then the record; answers Accepted, DriverVanished, Found or Refused. */
    record Submit() implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.submit(this);
        }
    }

    /** Read the record, however late that is possible; answers Found, NotFound or Refused. */
    record Find() implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.find(this);
        }
    }

    /** Create the objects of the record's attempt that do not exist yet; answers Accepted, DriverVanished, RecordSeen or AttemptRefused. */
    record CreateAttempt(RecordFacts record) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.createAttempt(this);
        }
    }

    /** List the run's pods; answers DriverSeen and ExecutorSeen for each, or DriverAbsent. */
    record LookAtPods(String driverUid) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.lookAtPods(this);
        }
    }

    /** Ask for a driver by name, after a while; answers DriverLost, DriverSeen or DriverHidden. */
    record CheckAbsence(int attempt, String driverUid) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.checkAbsence(this);
        }
    }

    /** Ask for a driver by name that nobody may create any more; answers NeverMade, DriverVanished, DriverSeen or DriverHidden. */
    record CheckNeverMade(RecordFacts record) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.checkNeverMade(this);
        }
    }

    /** Ask for a driver by name before it is judged by the clock; answers DriverSeen or nothing, and TimeUp. */
    record LookBefore(Alarm alarm, int attempt, String driverUid) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.lookBefore(this);
        }
    }

    /** Read what the cluster's parts say about the driver; answers EventsRead. */
    record ReadEvents(int attempt, String driverUid) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.readEvents(this);
        }
    }

    /** Ask for the record by name, after a while; answers RecordLost or RecordSeen. */
    record CheckRecord(String recordUid) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.checkRecord(this);
        }
    }

    /** Delete a driver that came when its attempt was over. */
    record DeleteLate(int attempt, String uid) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.deleteLate(this);
        }
    }

    /** Tell listeners. */
    record Announce(RunEvent event) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.announce(this);
        }
    }

    /** Write the driver's UID into the record; answers RecordSeen. */
    record RecordDriver(RecordFacts record, String driverUid) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.recordDriver(this);
        }
    }

    /** Read the last lines of the driver's log; answers EvidenceTaken. */
    record TakeEvidence(int attempt) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.takeEvidence(this);
        }
    }

    /** Mark the record as cancelled, then delete the driver pod; answers DriverAbsent if there is none, or CancelFailed. */
    record CancelDriver(String recordUid, int attempt, String driverUid) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.cancelDriver(this);
        }
    }

    /** Write into the record how the attempt ended, and fence it: another one follows; answers RecordSeen or NotStored. */
    record EndAttempt(String recordUid, AttemptResult end) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.endAttempt(this);
        }
    }

    /** Delete what of an ended attempt could run, and wait until it is gone; answers Cleared. */
    record ClearAttempt(String recordUid, int attempt, Optional<String> driverUid, boolean driverEnded)
            implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.clearAttempt(this);
        }
    }

    /** Write the next attempt into the record; answers RecordSeen. */
    record Advance(RecordFacts record, int next) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.advance(this);
        }
    }

    /**
     * Write the run's result into the record, and fence its last attempt; answers RecordSeen or NotStored.
     *
     * @param attempt the attempt whose end it is; 0 for one that ends the run whatever attempt there is
     * @param unfollowed whether the attempt's end stands already, and the next one cannot be begun
     */
    record StoreOutcome(String recordUid, int attempt, boolean unfollowed, RunResult result) implements Action {
        StoreOutcome(String recordUid, int attempt, RunResult result) {
            this(recordUid, attempt, false, result);
        }

        @Override
        public void read(ActionReader reader) {
            reader.storeOutcome(this);
        }
    }

    /** Wait; answers TimeCame. */
    record SetAlarm(Alarm alarm, int attempt, Duration after) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.setAlarm(this);
        }
    }

    /** Delete what retention lets go; answers CleanedUp. */
    record CleanUp(RunResult result, String recordUid, int attempt, Optional<String> driverUid, boolean driverEnded)
            implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.cleanUp(this);
        }
    }

    /**
     * Tell others why a submission was refused, and delete the record that it left, with all it owns; answers CleanedUp, or TakenOver
     * where a driver other than this run's own stands in the record, or may.
     */
    record RollBack(String recordUid, Optional<String> driverUid, RunResult result) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.rollBack(this);
        }
    }

    /** Complete the futures. */
    record Complete(RunResult result) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.complete(this);
        }
    }

    /** Delete the driver pod after a time. */
    record ExpireDriver(Duration after, int attempt, String driverUid) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.expireDriver(this);
        }
    }

    /** Delete the record and all it owns after a time. */
    record ExpireRecord(Duration after, String recordUid) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.expireRecord(this);
        }
    }

    /** Delete everything and wait until it is gone; answers Forgotten or ForgetFailed. */
    record Forget(Optional<String> recordUid, Optional<String> driverUid) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.forget(this);
        }
    }

    /** Complete the futures of those who wanted the run forgotten; the reason says why it failed. */
    record ForgetDone(Optional<String> failure) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.forgetDone(this);
        }
    }

    /**
     * Read what quotas leave, before a job grows; answers QuotaRead.
     *
     * @param looked how often it was read before: what has ended may still be counted for a while
     */
    record ReadQuota(int attempt, Verdict verdict, int looked) implements Action {
        @Override
        public void read(ActionReader reader) {
            reader.readQuota(this);
        }
    }
}
