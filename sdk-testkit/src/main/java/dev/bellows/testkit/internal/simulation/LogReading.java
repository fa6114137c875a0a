package dev.bellows.testkit.internal.simulation;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort.LogQuery;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.testkit.internal.scripted.PodOutput;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A container's log on its way to a process. */
final class LogReading {
    private final SimulatedApi api;
    private final SdkProcess process;
    private final SimulatedStream stream;
    private final Consumer<String> line;

    LogReading(SimulatedApi api, SdkProcess process, SimulatedStream stream, Consumer<String> line) {
        this.api = api;
        this.process = process;
        this.stream = stream;
        this.line = line;
    }

    void open(String namespace, String pod, LogQuery query) {
        Optional<PodOutput> found = api.outputs().find(namespace, pod);
        if (found.isEmpty()) {
            fail(404, "NotFound", "pods \"" + pod + "\" not found");
        } else if (!isBound(namespace, pod)) {
            later(() -> {
                stream.begin();
                stream.end();
            });
        } else if (!found.get().isStarted()) {
            fail(
                    400,
                    "BadRequest",
                    "container \"" + query.container() + "\" in pod \"" + pod + "\" is waiting to start");
        } else {
            tell(found.get(), query, started(namespace, pod));
        }
    }

    /** Without a node there is no kubelet to ask, which Kubernetes does not call a refusal. */
    private boolean isBound(String namespace, String pod) {
        return api.objects().get(ObjectKind.PODS, namespace, pod).getSpec().getNodeName() != null;
    }

    /** A line was printed when its pod was started, and a nanosecond for each line before it. */
    private Instant started(String namespace, String pod) {
        String time =
                api.objects().get(ObjectKind.PODS, namespace, pod).getStatus().getStartTime();
        return time == null ? Instant.EPOCH : Instant.parse(time);
    }

    private void tell(PodOutput output, LogQuery query, Instant started) {
        List<String> lines = shown(output.lines(), query, started);
        int skipped = query.tailLines() == 0 ? 0 : Math.max(0, lines.size() - query.tailLines());
        later(() -> {
            stream.begin();
            lines.subList(skipped, lines.size()).forEach(text -> {
                if (!stream.isOver()) {
                    line.accept(text);
                }
            });
            if (!query.follow() || output.isEnded()) {
                stream.end();
            } else {
                output.onEnd(() -> later(stream::end));
            }
        });
    }

    private static List<String> shown(List<String> lines, LogQuery query, Instant started) {
        Instant since =
                query.since().map(time -> time.truncatedTo(ChronoUnit.SECONDS)).orElse(Instant.MIN);
        return IntStream.range(0, lines.size())
                .filter(i -> !started.plusNanos(i).isBefore(since))
                .mapToObj(i -> query.stamped() ? started.plusNanos(i) + " " + lines.get(i) : lines.get(i))
                .toList();
    }

    private void fail(int code, String reason, String message) {
        later(() -> stream.fail(new ClusterException(code, reason, message, List.of(), Optional.empty())));
    }

    private void later(Runnable news) {
        process.time().hear(api.latency(), news);
    }
}
