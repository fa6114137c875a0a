package dev.bellows.k8s.scripted;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort.LogQuery;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What containers print. A log that is followed ends when the script says so. */
public final class ScriptedLogs {
    private final Map<String, List<String>> lines = new HashMap<>();
    private final List<Follower> followers = new ArrayList<>();

    private record Follower(String pod, Consumer<String> line, ScriptedStream stream) {}

    /** The pod prints a line. */
    public void say(String pod, String line) {
        lines.computeIfAbsent(pod, any -> new ArrayList<>()).add(line);
        followers.stream()
                .filter(follower -> follower.pod.equals(pod) && !follower.stream.isOver())
                .forEach(follower -> follower.line.accept(line));
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
        List<String> printed = List.copyOf(lines.getOrDefault(name, List.of()));
        int first = query.tailLines() > 0 ? Math.max(0, printed.size() - query.tailLines()) : 0;
        printed.subList(first, printed.size()).forEach(line);
        if (query.follow() && container.get().getState().getTerminated() == null) {
            followers.add(new Follower(name, line, stream));
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
