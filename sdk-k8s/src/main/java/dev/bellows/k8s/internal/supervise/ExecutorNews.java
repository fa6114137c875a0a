package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.ExecutorCause;
import dev.bellows.run.ExecutorEnd;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What news of an executor pod leads to. Old and repeated news change nothing.
 *
 * @param state the state after it
 * @param events what its listeners are told, in order
 */
record ExecutorNews(ImmutableSupervision state, List<RunEvent> events) {
    private static final int ENDS_KEPT = 20;

    static ExecutorNews seen(ImmutableSupervision state, int id, PodFacts pod, Moment now) {
        PodFacts before = state.executors().get(id);
        boolean ran = before != null && before.container().running();
        if (before != null && (ended(before) || (ran && !pod.container().running() && !ended(pod)))) {
            return new ExecutorNews(state, List.of());
        }
        List<RunEvent> events = new ArrayList<>();
        if (before == null) {
            events.add(new RunEvent.ExecutorPending(state.run(), now.wall(), id));
        }
        if (pod.container().running() && !ran) {
            events.add(new RunEvent.ExecutorRunning(state.run(), now.wall(), id, pod.node()));
        }
        Map<Integer, PodFacts> executors = new HashMap<>(state.executors());
        executors.put(id, pod);
        ExecutorNews news = new ExecutorNews(state.withExecutors(executors).withExecutorsSeen(true), events);
        return ended(pod) ? news.andEnded(id, pod, now) : news;
    }

    static ExecutorNews gone(ImmutableSupervision state, int id, PodFacts last, Moment now) {
        PodFacts before = state.executors().get(id);
        if (before == null || !before.uid().equals(last.uid())) {
            return new ExecutorNews(state, List.of());
        }
        Map<Integer, PodFacts> left = new HashMap<>(state.executors());
        left.remove(id);
        ExecutorNews news = new ExecutorNews(state.withExecutors(left), List.of());
        return ended(before) ? news : news.andEnded(id, last, now);
    }

    private ExecutorNews andEnded(int id, PodFacts pod, Moment now) {
        ContainerFacts container = pod.container();
        // A container that is told to go ends with an error: why it was told to counts.
        boolean taken = FailureKind.ofDisruption(pod.reason()).isPresent();
        String reason = taken || container.ended().isEmpty() ? pod.reason() : container.ended();
        ExecutorEnd end = new ExecutorEnd(id, container.exitCode(), reason, container.lastWords());
        List<RunEvent> told = new ArrayList<>(events);
        told.add(new RunEvent.ExecutorEnded(state.run(), now.wall(), end));
        return new ExecutorNews(wasWanted(pod) ? withFailed(end) : state, told);
    }

    /** Who was told to go by Spark, or went with the driver, has not failed; whose place was taken has, however it ended. */
    private boolean wasWanted(PodFacts pod) {
        boolean taken = FailureKind.ofDisruption(pod.reason()).isPresent();
        boolean failed = pod.container().exitCode().orElse(0) != 0 && !pod.deleting();
        return state.phase() != AttemptPhase.ENDED && (taken || failed);
    }

    private ImmutableSupervision withFailed(ExecutorEnd end) {
        List<ExecutorEnd> failed = new ArrayList<>(state.failedExecutors());
        failed.add(end);
        Map<ExecutorCause, Integer> deaths = new EnumMap<>(ExecutorCause.class);
        deaths.putAll(state.deaths());
        deaths.merge(end.cause(), 1, Integer::sum);
        return state.withFailedExecutors(failed.subList(Math.max(0, failed.size() - ENDS_KEPT), failed.size()))
                .withDeaths(deaths);
    }

    private static boolean ended(PodFacts pod) {
        return pod.container().exitCode().isPresent()
                || pod.phase().equals("Failed")
                || pod.phase().equals("Succeeded");
    }
}
