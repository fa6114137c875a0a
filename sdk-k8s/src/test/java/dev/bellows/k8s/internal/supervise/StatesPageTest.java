package dev.bellows.k8s.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/states.md} shows the tables that the runtime decides by, drawn from them. */
class StatesPageTest {
    private static final Path PAGE =
            Path.of(System.getProperty("basedir", "")).resolveSibling("docs").resolve("states.md");

    private static final List<String> POD_PHASES = List.of("Pending", "Running", "Succeeded", "Failed", "Unknown");

    /** All that a Spark container can be, as far as decisions go. */
    private static final Map<String, ContainerFacts> CONTAINERS = new LinkedHashMap<>();

    static {
        CONTAINERS.put("nothing said", ContainerFacts.UNKNOWN);
        CONTAINERS.put("waiting: ContainerCreating", container("ContainerCreating", false, OptionalInt.empty()));
        CONTAINERS.put("waiting: ErrImagePull", container("ErrImagePull", false, OptionalInt.empty()));
        CONTAINERS.put("waiting: ImagePullBackOff", container("ImagePullBackOff", false, OptionalInt.empty()));
        CONTAINERS.put("waiting: InvalidImageName", container("InvalidImageName", false, OptionalInt.empty()));
        CONTAINERS.put("running", container("", true, OptionalInt.empty()));
        CONTAINERS.put("ended with 0", container("", false, OptionalInt.of(0)));
        CONTAINERS.put("ended with 1", container("", false, OptionalInt.of(1)));
    }

    private static ContainerFacts container(String waiting, boolean running, OptionalInt exit) {
        return new ContainerFacts(waiting, "", running, exit, "", "");
    }

    private static PodFacts pod(String phase, ContainerFacts container, String node, String reason, boolean deleting) {
        return new PodFacts(
                Facts.UID, "daily-1-driver", 1, phase, node, reason, "", Facts.RECORD, deleting, "", container);
    }

    @Test
    void the_page_shows_the_tables() throws IOException {
        String page = page();
        if (Boolean.getBoolean("bellows.refresh")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    /** Pod phase × container × node × condition × deletion, in every phase of an attempt. */
    @Test
    void whatever_a_pod_says_in_whatever_phase_the_table_alone_moves_the_attempt() {
        List<String> reasons = List.of("", "Unschedulable", "Evicted", "DeletionByTaintManager", "DeadlineExceeded");
        int cases = 0;
        for (AttemptPhase phase : AttemptPhase.values()) {
            for (PodFacts pod : pods(reasons)) {
                ImmutableSupervision before = in(phase);
                Mark mark = Mark.of(pod);
                AttemptPhase expected = phase == AttemptPhase.SUBMITTING || mark.isBehind(phase)
                        ? phase
                        : Transitions.next(phase, mark).orElse(phase);
                Supervision after = Supervisor.step(
                                before, new Signal.DriverSeen(pod), new Moment(java.time.Instant.EPOCH, 5))
                        .state();
                assertThat(after.phase()).as("%s in %s", pod, phase).isEqualTo(expected);
                cases++;
            }
        }
        assertThat(cases).isEqualTo(AttemptPhase.values().length * POD_PHASES.size() * CONTAINERS.size() * 2 * 5 * 2);
    }

    private static List<PodFacts> pods(List<String> reasons) {
        List<PodFacts> pods = new ArrayList<>();
        for (String phase : POD_PHASES) {
            for (ContainerFacts container : CONTAINERS.values()) {
                for (String node : List.of("", "node-1")) {
                    for (String reason : reasons) {
                        pods.add(pod(phase, container, node, reason, false));
                        pods.add(pod(phase, container, node, reason, true));
                    }
                }
            }
        }
        return pods;
    }

    private static ImmutableSupervision in(AttemptPhase phase) {
        ImmutableSupervision state = ImmutableSupervision.copyOf(
                        Supervision.of(new dev.bellows.run.RunId("jobs", "daily", "k1"), Facts.OPTIONS))
                .withPhase(phase);
        return phase == AttemptPhase.SUBMITTING
                ? state
                : state.withAccepted(true)
                        .withStatus(RunStatus.ACTIVE)
                        .withRecord(Facts.SUBMITTED)
                        .withRecordUid(Facts.RECORD)
                        .withDriverUid(Facts.UID);
    }

    private static String page() {
        return """
                # States

                Drawn from the tables that the runtime decides by: `mvn -q -pl sdk-k8s -am test -Dtest=StatesPageTest
                -Dsurefire.failIfNoSpecifiedTests=false -Dbellows.refresh=true` writes this page anew.

                ## An attempt

                What is not drawn changes nothing: news that come late, twice or in another order are no news. No arrow leads back.

                ```mermaid
                stateDiagram-v2
                    [*] --> SUBMITTING
                """ + attempt() + """
                    ENDED --> [*]
                ```

                ## What a driver pod says

                The Spark container is judged, not the pod: a container beside it may run on or fail on its own. Columns are the pod's phase.

                """ + marks() + """

                A pod that is gone counts as GONE once the API server, asked for it by name, does not know it. If its node never said that it
                ended, the run is LOST: it may still run there.

                ## A run

                ```mermaid
                stateDiagram-v2
                    [*] --> QUEUED
                """ + run() + """
                ```
                """;
    }

    private static String attempt() {
        StringBuilder text = new StringBuilder();
        for (AttemptPhase from : AttemptPhase.values()) {
            Map<AttemptPhase, List<Mark>> next = new LinkedHashMap<>();
            for (Mark mark : Mark.values()) {
                Transitions.next(from, mark)
                        .ifPresent(to -> next.computeIfAbsent(to, any -> new ArrayList<>())
                                .add(mark));
            }
            next.forEach((to, marks) -> text.append("    ")
                    .append(from)
                    .append(" --> ")
                    .append(to)
                    .append(" : ")
                    .append(marks.stream().map(Enum::name).collect(Collectors.joining(", ")))
                    .append('\n'));
        }
        return text.toString();
    }

    private static String marks() {
        StringBuilder text = new StringBuilder("| container | " + String.join(" | ", POD_PHASES) + " |\n|---|");
        text.append("---|".repeat(POD_PHASES.size())).append('\n');
        CONTAINERS.forEach((name, container) -> {
            text.append("| ").append(name).append(" |");
            for (String phase : POD_PHASES) {
                Mark without = Mark.of(pod(phase, container, "", "", false));
                Mark with = Mark.of(pod(phase, container, "node-1", "", false));
                text.append(' ')
                        .append(without == with ? with : with + " (no node: " + without + ")")
                        .append(" |");
            }
            text.append('\n');
        });
        return text.toString();
    }

    private static String run() {
        StringBuilder text = new StringBuilder();
        for (RunStatus from : RunStatus.values()) {
            for (RunStatus to : RunStatus.values()) {
                if (RunTransitions.allows(from, to)) {
                    text.append("    ").append(from).append(" --> ").append(to).append('\n');
                }
            }
        }
        for (RunStatus status : RunStatus.values()) {
            if (status.isFinal()) {
                text.append("    ").append(status).append(" --> [*]\n");
            }
        }
        return text.toString();
    }
}
