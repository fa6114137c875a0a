package dev.bellows.k8s.internal.supervise;

/** One method a kind, so that a new kind is a compile error wherever they are read. */
public interface ActionReader {
    void submit(Action.Submit action);

    void find(Action.Find action);

    void createAttempt(Action.CreateAttempt action);

    void lookAtPods(Action.LookAtPods action);

    void checkAbsence(Action.CheckAbsence action);

    void checkNeverMade(Action.CheckNeverMade action);

    void lookBefore(Action.LookBefore action);

    void readEvents(Action.ReadEvents action);

    void checkRecord(Action.CheckRecord action);

    void deleteLate(Action.DeleteLate action);

    void announce(Action.Announce action);

    void recordDriver(Action.RecordDriver action);

    void takeEvidence(Action.TakeEvidence action);

    void cancelDriver(Action.CancelDriver action);

    void readQuota(Action.ReadQuota action);

    void endAttempt(Action.EndAttempt action);

    void clearAttempt(Action.ClearAttempt action);

    void advance(Action.Advance action);

    void storeOutcome(Action.StoreOutcome action);

    void setAlarm(Action.SetAlarm action);

    void cleanUp(Action.CleanUp action);

    void rollBack(Action.RollBack action);

    void complete(Action.Complete action);

    void expireDriver(Action.ExpireDriver action);

    void expireRecord(Action.ExpireRecord action);

    void forget(Action.Forget action);

    void forgetDone(Action.ForgetDone action);
}
