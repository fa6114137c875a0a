package dev.bellows.k8s.internal.perform;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.internal.admit.Entrance;
import dev.bellows.k8s.internal.executors.Turns;
import dev.bellows.k8s.internal.preflight.QuotaNeed;
import dev.bellows.k8s.internal.supervise.Action;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.internal.supervise.Step;
import dev.bellows.k8s.internal.supervise.Supervision;
import dev.bellows.k8s.internal.supervise.Supervisor;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The serial lane of one run: takes signals one at a time, asks the supervisor, and has done what it says. The only place where a run's
 * state changes.
 */
final class RunLane implements Turns {
    private static final Logger LOG = LoggerFactory.getLogger(RunLane.class);

    private final Surroundings world;
    private final RunId run;
    private final EventFeed events;
    private final Milestones milestones;
    private final FollowedLog log;
    private Optional<QuotaNeed> need;
    private final Performer performer;
    private final Consumer<Signal> news = this::tell;
    private final LaneTimers timers;
    private final LaneExpiries expiries;
    private final WatchedPods pods;
    private volatile Entrance.@Nullable Place place;
    private volatile Supervision state;
    private volatile boolean detached;
    private volatile boolean over;

    /** The lane of a run; a run that is only attached to has no job. */
    RunLane(Surroundings world, RunId run, Optional<SparkJob> job, RunOptions options) {
        this.world = world;
        this.run = run;
        this.timers = new LaneTimers(world.time());
        this.expiries = new LaneExpiries(world.expiries(), run);
        this.pods = new WatchedPods(world.watches(), run, this::isOpen);
        this.events = new EventFeed(world.callbacks());
        this.state = Supervision.of(run, options);
        this.milestones = new Milestones(world.callbacks(), state);
        CompletableFuture<RunState> ran = milestones.reach(Supervision::driverRan);
        this.log = new FollowedLog(world, run, ran, () -> state);
        this.performer = new Performer(world, this, job);
        this.need = world.entrance().looksAtQuotas()
                ? job.flatMap(asked -> WaitingRun.need(world, run, asked))
                : Optional.empty();
    }

    /** What the run asks of quotas, if it is to wait for them. */
    Optional<QuotaNeed> need() {
        return need;
    }

    RunId run() {
        return run;
    }

    Supervision state() {
        return state;
    }

    EventFeed events() {
        return events;
    }

    Milestones milestones() {
        return milestones;
    }

    FollowedLog log() {
        return log;
    }

    WatchedPods pods() {
        return pods;
    }

    LaneExpiries expiries() {
        return expiries;
    }

    /** Whether the run is watched and has not ended. */
    boolean isOpen() {
        return !detached && !state.visible().status().isFinal();
    }

    @Override
    public boolean goOn() {
        return isOpen();
    }

    /** Whether it is to be submitted and has not got its turn. */
    boolean isWaiting() {
        Entrance.Place current = place;
        return current != null && current.waits();
    }

    void begin(Signal first) {
        world.time().execute(() -> {
            if (detached) {
                return;
            }
            String queue = state.options().queue();
            if (first instanceof Signal.Start) {
                place = world.entrance().ask(queue, new WaitingRun(this, first));
                world.entrance().admit();
            } else {
                place = world.entrance().taken(queue, new WaitingRun(this, first));
                admitted(first);
            }
        });
    }

    /** The run has its turn. */
    void admitted(Signal first) {
        pods.begin();
        world.watches().add(run, news);
        take(first);
    }

    /** Hands a signal to the run; from any thread. */
    void tell(Signal signal) {
        world.time().execute(() -> take(signal));
    }

    /** Does something later, unless the run has ended or is not watched any more; from any thread. */
    @Override
    public void later(Duration after, Runnable task) {
        if (!over) {
            timers.after(after, task);
        }
    }

    /** The run is over: nothing is waited for any more, and nothing of ours keeps it. */
    void over() {
        over = true;
        timers.cancel();
        unwatch();
        world.lanes().remove(this);
    }

    private void unwatch() {
        pods.end();
        world.watches().remove(run, news);
    }

    /** Ends the watching of this run with a reason; used in turn. */
    void detach(RuntimeException reason) {
        if (detached) {
            return;
        }
        detached = true;
        leave();
        over();
        expiries.drop();
        log.close(reason);
        milestones.detach(reason);
    }

    /** Tells, in turn, whether the run has been submitted before, by whichever process; unless it is over by then. */
    void isThere(Consumer<Boolean> answer) {
        performer
                .isThere()
                .thenAccept(there -> world.time().execute(() -> {
                    if (isOpen()) {
                        answer.accept(there);
                    }
                }));
    }

    /** The run has its room already. */
    void goWithoutRoom() {
        need = Optional.empty();
        world.entrance().admit();
    }

    /** The run waits for its turn, for this reason. */
    void queued(String reason) {
        events.tell(new RunEvent.Queued(run, world.time().wallTime(), reason));
    }

    /** Hands a signal to the run; used in turn. */
    void take(Signal signal) {
        if (detached) {
            return;
        }
        Step step = Supervisor.step(state, signal, world.moment());
        state = step.state();
        milestones.look(state);
        step.actions().forEach(this::perform);
        if (state.submitted()) {
            admitNext();
        }
        if (state.visible().status().isFinal()) {
            leave();
        } else if (signal instanceof Signal.CancelAsked && isWaiting()) {
            take(new Signal.Refused(FailureKind.INVALID, "It was cancelled before its turn came.", Optional.empty()));
        }
    }

    private void admitNext() {
        Entrance.Place current = place;
        if (current != null) {
            current.submitted();
        }
    }

    private void leave() {
        Entrance.Place current = place;
        if (current != null) {
            current.leave();
        }
    }

    /** What one action throws must not keep the others from being done. */
    private void perform(Action action) {
        try {
            action.read(performer);
        } catch (RuntimeException | Error e) {
            LOG.error("run {}: {} failed", run, action.getClass().getSimpleName(), e);
        }
    }
}
