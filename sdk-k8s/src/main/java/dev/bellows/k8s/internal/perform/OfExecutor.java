package dev.bellows.k8s.internal.perform;

import dev.bellows.run.RunEvent;

/** Whether an event is of an executor alone. */
final class OfExecutor implements RunEvent.Reader<Boolean> {
    @Override
    public Boolean queued(RunEvent.Queued event) {
        return false;
    }

    @Override
    public Boolean submitted(RunEvent.Submitted event) {
        return false;
    }

    @Override
    public Boolean driverPending(RunEvent.DriverPending event) {
        return false;
    }

    @Override
    public Boolean driverRunning(RunEvent.DriverRunning event) {
        return false;
    }

    @Override
    public Boolean executorPending(RunEvent.ExecutorPending event) {
        return true;
    }

    @Override
    public Boolean executorRunning(RunEvent.ExecutorRunning event) {
        return true;
    }

    @Override
    public Boolean executorEnded(RunEvent.ExecutorEnded event) {
        return true;
    }

    @Override
    public Boolean attemptFailed(RunEvent.AttemptFailed event) {
        return false;
    }

    @Override
    public Boolean ended(RunEvent.Ended event) {
        return false;
    }
}
