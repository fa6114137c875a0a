package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.internal.executors.RunExecutors;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.internal.supervise.Supervision;
import dev.bellows.run.ControlReport;
import dev.bellows.run.Detached;
import dev.bellows.run.DriverLog;
import dev.bellows.run.Executor;
import dev.bellows.run.Progress;
import dev.bellows.run.Release;
import dev.bellows.run.ReleaseReport;
import dev.bellows.run.RunDescription;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunId;
import dev.bellows.run.RunResult;
import dev.bellows.run.RunState;
import dev.bellows.run.ScaleDown;
import dev.bellows.run.Scaling;
import dev.bellows.run.SparkRun;
import dev.bellows.run.Timeline;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A run as its user holds it. */
final class WatchedRun implements SparkRun {
    private final Surroundings world;
    private final RunLane lane;
    private final RunExecutors executors;
    private final Answers answers;

    WatchedRun(Surroundings world, RunLane lane, RunExecutors executors, Answers answers) {
        this.world = world;
        this.lane = lane;
        this.executors = executors;
        this.answers = answers;
    }

    @Override
    public RunId id() {
        return lane.run();
    }

    @Override
    public RunState state() {
        return lane.state().visible();
    }

    @Override
    public void onEvent(Consumer<RunEvent> listener) {
        lane.events().add(listener);
    }

    @Override
    public CompletableFuture<RunResult> result() {
        return handedOut(lane.milestones().ended());
    }

    @Override
    public CompletableFuture<RunState> submitted() {
        return milestone(Supervision::submitted);
    }

    @Override
    public CompletableFuture<RunState> driverRunning() {
        return milestone(Supervision::driverRan);
    }

    @Override
    public CompletableFuture<RunState> executorsRunning(int count) {
        return milestone(state -> state.executorsRunning() >= count);
    }

    private CompletableFuture<RunState> milestone(Predicate<Supervision> reached) {
        return handedOut(lane.milestones().reach(reached));
    }

    private <T> CompletableFuture<T> handedOut(CompletableFuture<T> future) {
        return world.futures().handOut(future, () -> new Detached(id()));
    }

    @Override
    public CompletableFuture<RunDescription> describe() {
        return answers.to(() -> new RunDirectory(world).describe(id()));
    }

    @Override
    public CompletableFuture<List<Executor>> executors() {
        return answers.to(executors::executors);
    }

    @Override
    public CompletableFuture<Scaling> scaling() {
        return answers.to(executors::scaling);
    }

    @Override
    public CompletableFuture<Progress> progress() {
        return answers.to(executors::progress);
    }

    @Override
    public Timeline timeline() {
        return executors.timeline(lane.events().past(), state());
    }

    @Override
    public void tend(ScaleDown policy) {
        executors.tend(policy);
    }

    @Override
    public CompletableFuture<ReleaseReport> release(Release which) {
        return answers.to(() -> executors.release(which));
    }

    @Override
    public CompletableFuture<ControlReport> scaleTo(int count) {
        return answers.to(() -> executors.scaleTo(count));
    }

    @Override
    public CompletableFuture<ControlReport> decommission(int... ids) {
        List<Integer> wanted = IntStream.of(ids).boxed().toList();
        return answers.to(() -> executors.decommission(wanted));
    }

    @Override
    public DriverLog logs() {
        return line -> handedOut(lane.log().follow(line));
    }

    @Override
    public CompletableFuture<RunResult> cancel() {
        lane.tell(new Signal.CancelAsked());
        return result();
    }

    @Override
    public void detach() {
        world.time().execute(() -> lane.detach(new Detached(id())));
    }

    @Override
    public CompletableFuture<Void> forget() {
        CompletableFuture<Void> forgotten = lane.milestones().forgetting();
        lane.tell(new Signal.ForgetAsked());
        return handedOut(forgotten);
    }

    @Override
    public String toString() {
        return id() + " " + state();
    }
}
