package dev.bellows.k8s.internal.perform;

import dev.bellows.compile.AttemptId;
import dev.bellows.job.InvalidJob;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.internal.admit.Guest;
import dev.bellows.k8s.internal.preflight.QuotaNeed;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunId;
import java.util.Optional;

/** A run at the entrance. One that some process has submitted before needs no room: its pods are counted in what is used. */
final class WaitingRun implements Guest {
    private final RunLane lane;
    private final Signal first;

    /** The run of this lane, which begins with this signal. */
    WaitingRun(RunLane lane, Signal first) {
        this.lane = lane;
        this.first = first;
    }

    static Optional<QuotaNeed> need(Surroundings world, RunId run, SparkJob job) {
        try {
            return Optional.of(QuotaNeed.of(job.compile(new AttemptId(run, 1, world.client(), ""))));
        } catch (InvalidJob e) {
            // Its submission tells what is wrong with it.
            return Optional.empty();
        }
    }

    @Override
    public String namespace() {
        return lane.run().namespace();
    }

    @Override
    public Optional<QuotaNeed> need() {
        return lane.need();
    }

    @Override
    public int pods() {
        return lane.state().pods();
    }

    @Override
    public void enter() {
        lane.admitted(first);
    }

    @Override
    public void waits(String reason) {
        lane.isThere(there -> {
            if (there) {
                lane.goWithoutRoom();
            } else {
                lane.queued(reason);
            }
        });
    }

    @Override
    public void refused(String reason) {
        lane.isThere(there -> {
            if (there) {
                lane.admitted(first);
            } else {
                lane.take(new Signal.Refused(FailureKind.QUOTA, reason, Optional.empty()));
            }
        });
    }
}
