package dev.bellows.k8s.scripted;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort.LogQuery;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What containers print. A log that is followed ends when the script says so. */
public final class ScriptedLogs {
    private static final Duration STEP = Duration.ofMillis(10);

    private final Map<String, List<Line>> lines = new HashMap<>();
    private final List<Follower> followers = new ArrayList<>();
    private Instant time = Instant.parse("2026-01-01T00:00:00Z");
    private boolean timeless;

    private record Follower(String pod, LogQuery query, Consumer<String> line, ScriptedStream stream) {}

    private record Line(Optional<Instant> time, String text) {
        boolean isSince(Optional<Instant> since) {
            return time.isEmpty()
                    || since.isEmpty()
                    || !time.get().isBefore(since.get().truncatedTo(ChronoUnit.SECONDS));
        }

        String shown(LogQuery query) {
            return query.stamped() && time.isPresent() ? time.get() + " " + text : text;
        }
    }

    /** Nobody says when lines were printed, whoever asks. */
    public void forgetTimes() {
        timeless = true;
    }

    /** The next line is printed so much later than the last one, or before it. */
    public void pass(Duration step) {
        time = time.plus(step);
    }

    /** The pod prints a line. */
    public void say(String pod, String line) {
        time = time.plus(STEP);
        Line said = new Line(timeless ? Optional.empty() : Optional.of(time), line);
        lines.computeIfAbsent(pod, any -> new ArrayList<>()).add(said);
        followers.stream()
                .filter(follower -> follower.pod.equals(pod) && !follower.stream.isOver())
                .forEach(follower -> follower.line.accept(said.shown(follower.query)));
    }

    /** The file of the pod's lines is put away, and a new one begun: its lines are not told any more. */
    public void rotate(String pod) {
        lines.remove(pod);
    }

    /** Those who follow have heard everything: the container has ended. */
    public void end(String pod) {
        following(pod).forEach(follower -> follower.stream.end());
    }

    /** The connections of those who follow break. */
    public void breakOff(String pod, ClusterException problem) {
        following(pod).forEach(follower -> follower.stream.fail(problem));
    }

    /** How many follow now. */
    public int followers(String pod) {
        return following(pod).size();
    }

    void open(Optional<Pod> pod, String name, LogQuery query, Consumer<String> line, ScriptedStream stream) {
        Optional<ContainerStatus> container = pod.flatMap(found -> found.getStatus() == null
                ? Optional.empty()
                : found.getStatus().getContainerStatuses().stream().findFirst());
        if (container.isEmpty() || container.get().getState().getWaiting() != null) {
            stream.fail(Problems.notFound("log of " + name));
            return;
        }
        stream.begin();
        List<Line> printed = List.copyOf(lines.getOrDefault(name, List.of()));
        int first = query.tailLines() > 0 ? Math.max(0, printed.size() - query.tailLines()) : 0;
        printed.subList(first, printed.size()).stream()
                .filter(each -> each.isSince(query.since()))
                .forEach(each -> line.accept(each.shown(query)));
        if (query.follow() && container.get().getState().getTerminated() == null) {
            followers.add(new Follower(name, query, line, stream));
        } else {
            stream.end();
        }
    }

    private List<Follower> following(String pod) {
        return followers.stream()
                .filter(follower -> follower.pod.equals(pod) && !follower.stream.isOver())
                .toList();
    }
}
