package dev.bellows.k8s.internal.supervise;

/** One method a kind, so that a new kind is a compile error wherever they are read. */
public interface SignalReader {
    void start(Signal.Start signal);

    void attach(Signal.Attach signal);

    void driverMade(Signal.DriverMade signal);

    void accepted(Signal.Accepted signal);

    void found(Signal.Found signal);

    void notFound(Signal.NotFound signal);

    void refused(Signal.Refused signal);

    void attemptRefused(Signal.AttemptRefused signal);

    void advanceRefused(Signal.AdvanceRefused signal);

    void driverSeen(Signal.DriverSeen signal);

    void driverGone(Signal.DriverGone signal);

    void driverAbsent(Signal.DriverAbsent signal);

    void driverLost(Signal.DriverLost signal);

    void neverMade(Signal.NeverMade signal);

    void driverVanished(Signal.DriverVanished signal);

    void driverHidden(Signal.DriverHidden signal);

    void executorSeen(Signal.ExecutorSeen signal);

    void executorGone(Signal.ExecutorGone signal);

    void recordSeen(Signal.RecordSeen signal);

    void recordSpoiled(Signal.RecordSpoiled signal);

    void recordGone(Signal.RecordGone signal);

    void recordLost(Signal.RecordLost signal);

    void watchRenewed(Signal.WatchRenewed signal);

    void timeUp(Signal.TimeUp signal);

    void watchRefused(Signal.WatchRefused signal);

    void eventsRead(Signal.EventsRead signal);

    void evidenceTaken(Signal.EvidenceTaken signal);

    void quotaRead(Signal.QuotaRead signal);

    void notStored(Signal.NotStored signal);

    void cleared(Signal.Cleared signal);

    void cleanedUp(Signal.CleanedUp signal);

    void takenOver(Signal.TakenOver signal);

    void cancelFailed(Signal.CancelFailed signal);

    void timeCame(Signal.TimeCame signal);

    void cancelAsked(Signal.CancelAsked signal);

    void forgetAsked(Signal.ForgetAsked signal);

    void forgotten(Signal.Forgotten signal);

    void forgetFailed(Signal.ForgetFailed signal);
}
