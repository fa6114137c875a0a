package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A run as its supervisor knows it, to which a test tells one signal after the other. */
final class Told {
    static final RunId RUN = new RunId("jobs", "daily", "k1");

    private final RunOptions options;
    private Supervision state;
    private Duration time = Duration.ZERO;

    private Told(RunOptions options) {
        this.options = options;
        this.state = Supervision.of(RUN, options);
    }

    /** A run that is being submitted. */
    static Told submitting(RunOptions options) {
        Told told = new Told(options);
        told.take(new Signal.Start());
        return told;
    }

    /** A run that another process submitted, as it is being looked for. */
    static Told attaching(RunOptions options) {
        Told told = new Told(options);
        told.take(new Signal.Attach());
        return told;
    }

    /** A run whose driver exists, made by this process. */
    static Told pending(RunOptions options) {
        Told told = submitting(options);
        told.take(new Signal.Accepted(told.record(1, Optional.empty()), Facts.UID, false));
        return told;
    }

    /** A run whose driver runs. */
    static Told running(RunOptions options) {
        Told told = pending(options);
        told.take(new Signal.DriverSeen(Facts.running()));
        return told;
    }

    /** What the signal leads to. */
    List<Action> take(Signal signal) {
        Step step = Supervisor.step(state, signal, now());
        state = step.state();
        return step.actions();
    }

    /** The same run, later. */
    Told after(Duration passed) {
        time = time.plus(passed);
        return this;
    }

    Moment now() {
        return new Moment(wall(), time.toNanos());
    }

    Instant wall() {
        return Instant.EPOCH.plus(time);
    }

    Supervision state() {
        return state;
    }

    /** The run's record while no attempt has ended. */
    RecordFacts record(int attempt, Optional<String> driverUid) {
        return Facts.record(options, attempt, driverUid, List.of());
    }
}
