package dev.bellows.testkit.internal.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A container whose process has started. Used on the kubelet's lane only. */
final class RunningContainer {
    private final Container container;
    private final ContainerProcess process;
    private final PodStop stop;
    private final KubeletTimes times;
    private final Instant startedAt;
    private boolean outOfMemory;

    RunningContainer(
            KubeletNode node,
            Container container,
            ContainerProcess process,
            Instant startedAt,
            Consumer<String> hookProblem) {
        this.times = node.times();
        this.container = container;
        this.process = process;
        this.stop = new PodStop(node.lane(), process, times.afterHook(), hookProblem);
        this.startedAt = startedAt;
    }

    Instant startedAt() {
        return startedAt;
    }

    void onExit(IntConsumer exitCode) {
        process.onExit(times.stragglers(), exitCode);
    }

    CompletableFuture<?> end() {
        return process.end(times.stragglers());
    }

    void stop(long graceSeconds) {
        stop.within(graceSeconds, container);
    }

    void kill() {
        process.kill();
    }

    /** Kills the process if it uses more memory than the container's limit allows. */
    void checkMemory() {
        if (!outOfMemory && limit().map(bytes -> process.memoryInUse() > bytes).orElse(false)) {
            outOfMemory = true;
            process.kill();
        }
    }

    /** What is to be reported about the container, whose process has ended. */
    ContainerEnd ended(int exitCode, @Nullable String message, Instant now) {
        stop.done();
        return ContainerEnd.ofExit(exitCode, outOfMemory, message, startedAt, now);
    }

    private Optional<Long> limit() {
        Quantity limit = container.getResources() == null
                ? null
                : container.getResources().getLimits().get("memory");
        return Optional.ofNullable(limit)
                .map(quantity -> quantity.getNumericalAmount().longValue());
    }
}
