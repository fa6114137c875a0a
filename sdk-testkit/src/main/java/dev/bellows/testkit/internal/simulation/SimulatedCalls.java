package dev.bellows.testkit.internal.simulation;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.FaultKind;
import dev.bellows.testkit.fault.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Calls of one process on their way to the API server and back. */
final class SimulatedCalls {
    private static final long LITTLE_LAG = 2;
    private static final long MUCH_LAG = 12;

    private final SimulatedApi api;
    private final SdkProcess process;
    private Optional<Instant> serverTime = Optional.empty();

    SimulatedCalls(SimulatedApi api, SdkProcess process) {
        this.api = api;
        this.process = process;
    }

    /** The API server's time, as the last answer told it. */
    Optional<Instant> serverTime() {
        return serverTime;
    }

    /** Sends a call. */
    <T> CompletableFuture<T> call(Step step, Function<ModelStore, T> effect) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Optional<Fault> fault = api.fault(step);
        Passage passage = passage(fault);
        api.disturb(step, fault, Fault.Side.BEFORE);
        sent(passage.there(), () -> {
            Runnable reply = arrive(step, passage, answer, () -> effect.apply(objects(fault)));
            api.disturb(step, fault, Fault.Side.AFTER);
            Optional<Instant> heard =
                    api.isDown() ? serverTime : Optional.of(api.time().instant().truncatedTo(ChronoUnit.SECONDS));
            if (passage.answered()) {
                process.time().hear(passage.back(), () -> {
                    serverTime = heard;
                    reply.run();
                });
            }
        });
        return answer;
    }

    /** What the API server does with a call, and how it answers. */
    private <T> Runnable arrive(Step step, Passage passage, CompletableFuture<T> answer, Supplier<T> effect) {
        ClusterException problem = passage.problem();
        try {
            if (api.isDown()) {
                throw ClusterException.noAnswer("connection refused");
            }
            if (!passage.arrives()) {
                throw problem == null ? ClusterException.noAnswer("lost") : problem;
            }
            Optional<ClusterException> refusal = api.refusal(step);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            T value = effect.get();
            trace(step, "ok");
            if (problem != null) {
                return () -> answer.completeExceptionally(problem);
            }
            return () -> answer.complete(value);
        } catch (ClusterException e) {
            trace(step, shown(e));
            return () -> answer.completeExceptionally(e);
        }
    }

    /** What the call is about: the objects as they are, or as a server that lags behind shows them. */
    private ModelStore objects(Optional<Fault> fault) {
        if (fault.isPresent() && fault.get().kind() == FaultKind.STALE_READ) {
            return api.objects().lagging(fault.get().side() == Fault.Side.BEFORE ? LITTLE_LAG : MUCH_LAG);
        }
        return api.objects();
    }

    /** Opens a stream. */
    void open(Step step, SimulatedStream stream, Consumer<Optional<Fault>> open) {
        Optional<Fault> fault = api.fault(step);
        Passage passage = passage(fault);
        api.disturb(step, fault, Fault.Side.BEFORE);
        sent(passage.there(), () -> {
            ClusterException problem =
                    api.isDown() ? ClusterException.noAnswer("connection refused") : passage.problem();
            trace(step, problem == null ? "ok" : shown(problem));
            api.disturb(step, fault, Fault.Side.AFTER);
            if (!passage.answered() || stream.isOver()) {
                return;
            }
            if (problem == null) {
                open.accept(fault);
            } else {
                process.time().hear(passage.back(), () -> stream.fail(problem));
            }
        });
    }

    private void trace(Step step, String outcome) {
        api.trace().add(step.process(), step.toString(), outcome);
    }

    private static String shown(ClusterException problem) {
        return problem.code() == 0 ? String.valueOf(problem.getMessage()) : problem.code() + " " + problem.reason();
    }

    private Passage passage(Optional<Fault> fault) {
        Passage smooth = Passage.smooth(api.latency(), api.latency());
        return fault.map(smooth::with).orElse(smooth);
    }

    /** A paused process sends when it goes on; what a killed one had under way may still arrive. */
    private void sent(Duration there, Runnable arrival) {
        Runnable underWay = () -> api.time().after(there, () -> {
            if (!process.time().isKilled() || api.coin()) {
                arrival.run();
            }
        });
        if (process.time().isAwake()) {
            underWay.run();
        } else {
            process.time().hear(Duration.ZERO, underWay);
        }
    }
}
