package dev.bellows.k8s.internal.supervise;

import dev.bellows.run.AttemptPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The facts that a failure is judged by, a line each, as they were seen. Pure. */
final class Evidence {
    private static final int EVENTS_SHOWN = 3;

    private Evidence() {}

    static List<String> of(Supervision state, PodFacts pod) {
        List<String> facts = new ArrayList<>();
        if (!pod.uid().isEmpty()) {
            container(pod.container(), facts);
            add(facts, "pod: " + pod.phase().toLowerCase(Locale.ROOT), pod.reason(), pod.message());
            add(facts, "node:", pod.node());
        }
        pod.exitException().lines().findFirst().ifPresent(line -> facts.add("spark.exit-exception: " + line));
        state.events().stream()
                .limit(EVENTS_SHOWN)
                .forEach(event -> facts.add("event " + event.reason() + ": " + event.message()));
        if (!state.deaths().isEmpty()) {
            facts.add("executors that died: " + counted(state.deaths()));
        }
        if (state.entered().containsKey(AttemptPhase.RUNNING)) {
            facts.add("executors running at the end: " + state.executorsRunning());
        }
        return facts;
    }

    private static void container(ContainerFacts container, List<String> facts) {
        container.exitCode().ifPresent(code -> add(facts, "container ended:", container.ended(), "exit code " + code));
        if (!container.waiting().isEmpty()) {
            add(facts, "container waits:", container.waiting(), container.waitingMessage());
        }
    }

    private static void add(List<String> facts, String what, String... details) {
        String text =
                List.of(details).stream().filter(detail -> !detail.isEmpty()).collect(Collectors.joining(" "));
        if (!text.isEmpty()) {
            facts.add(what + " " + text);
        }
    }

    private static String counted(Map<?, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
