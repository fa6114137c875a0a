package dev.bellows.k8s.internal.executors;

import dev.bellows.k8s.internal.executors.DriverReport.Line;
import dev.bellows.k8s.internal.executors.PodSight.Phase;
import dev.bellows.k8s.internal.executors.Sightings.Sighting;
import dev.bellows.run.Executor;
import dev.bellows.run.Executor.Work;
import dev.bellows.run.ExecutorState;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each executor does, from its pod and what the driver says of it. Pure. */
final class ExecutorStates {
    private final Reading reading;
    private final Map<Integer, Long> live;
    private final KeepReasons reasons;

    ExecutorStates(Reading reading) {
        this.reading = reading;
        this.live = reading.report().map(LiveShuffle::bytes).orElse(Map.of());
        this.reasons = new KeepReasons(reading);
    }

    /** All of them, by id. */
    List<Executor> executors() {
        return reading.pods().stream()
                .map(this::executor)
                .sorted(Comparator.comparingInt(Executor::id))
                .toList();
    }

    private Executor executor(PodSight pod) {
        Optional<Line> line = reading.report().map(report -> report.executors().get(pod.id()));
        Optional<Work> work = pod.phase().isAlive() ? line.map(known -> work(pod.id(), known)) : Optional.empty();
        ExecutorState state = state(pod, work);
        return new Executor(
                pod.id(),
                pod.name(),
                pod.node(),
                pod.spot(),
                state,
                pod.note(),
                pod.cores() == 0 ? line.map(Line::cores).orElse(0) : pod.cores(),
                pod.memoryMib(),
                pod.created(),
                reading.at(),
                work,
                reasons.of(state, work));
    }

    private Work work(int id, Line line) {
        return new Work(
                line.activeTasks(),
                line.completedTasks(),
                line.failedTasks(),
                line.cachedBlocks(),
                live.containsKey(id),
                live.getOrDefault(id, 0L),
                line.shuffleWritten(),
                reading.memory().of(id).flatMap(Sighting::idleSince));
    }

    private ExecutorState state(PodSight pod, Optional<Work> work) {
        return switch (pod.phase()) {
            case REQUESTED -> ExecutorState.REQUESTED;
            case PENDING -> ExecutorState.PENDING;
            case ENDING -> ExecutorState.DECOMMISSIONING;
            case DONE -> ExecutorState.DONE;
            case FAILED -> ExecutorState.FAILED;
            case RUNNING -> isToldToGo(pod) ? ExecutorState.DECOMMISSIONING : running(work);
        };
    }

    private boolean isToldToGo(PodSight pod) {
        String label = reading.report()
                .map(report -> report.conf().decommissionLabel())
                .orElse("");
        return pod.phase() == Phase.RUNNING && !label.isEmpty() && pod.labels().containsKey(label);
    }

    private static ExecutorState running(Optional<Work> work) {
        if (work.isEmpty()) {
            return ExecutorState.RUNNING;
        }
        if (work.get().activeTasks() > 0) {
            return ExecutorState.ACTIVE;
        }
        return work.get().holdsLiveShuffle() ? ExecutorState.HOLDING_SHUFFLE : ExecutorState.IDLE;
    }
}
