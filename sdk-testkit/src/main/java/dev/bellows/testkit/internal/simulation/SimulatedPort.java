package dev.bellows.testkit.internal.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.PodRequest;
import dev.bellows.testkit.fault.Fault;
import dev.bellows.testkit.fault.FaultKind;
import dev.bellows.testkit.fault.Step;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The API server as one process reaches it: each call takes virtual time there and back, and may be disturbed on its way. */
public final class SimulatedPort implements ClusterPort {
    private static final long LITTLE_LAG = 2;
    private static final long MUCH_LAG = 12;

    private final SimulatedApi api;
    private final SdkProcess process;
    private final Set<WatchStream<?>> watches = new LinkedHashSet<>();
    private final Set<SimulatedStream> logs = new LinkedHashSet<>();
    private Optional<Instant> serverTime = Optional.empty();
    private boolean closed;
    private int lateCalls;

    /** The way from a process to an API server. */
    public SimulatedPort(SimulatedApi api, SdkProcess process) {
        this.api = api;
        this.process = process;
    }

    /** How many streams are open. */
    public long openStreams() {
        forgetEnded();
        return (long) watches.size() + logs.size();
    }

    /** How many calls came after the end. */
    public int lateCalls() {
        return lateCalls;
    }

    /** All watches break, as they do when the API server goes. */
    public void sever() {
        forgetEnded();
        watches.forEach(watch -> watch.sever(ClusterException.noAnswer("connection reset")));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> create(ObjectKind<T> kind, String namespace, T object) {
        String name = object.getMetadata().getName();
        Step step = step("create", kind, namespace, name);
        // Not the caller's object: it may change while the call is on its way.
        ObjectNode sent = Models.node(object);
        api.invariants().secrets().written(process.name(), step.toString(), sent);
        api.invariants().ownWrites().creates(process.name(), sent);
        return call(step, objects -> objects.create(kind, namespace, sent));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> tryCreate(ObjectKind<T> kind, String namespace, T object) {
        String name = object.getMetadata().getName();
        return call(step("tryCreate", kind, namespace, name), objects -> objects.tryCreate(kind, namespace, object));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> get(ObjectKind<T> kind, String namespace, String name) {
        return call(step("get", kind, namespace, name), objects -> objects.get(kind, namespace, name));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<Listing<T>> list(
            ObjectKind<T> kind, String namespace, String selector) {
        return call(step("list", kind, namespace, selector), objects -> objects.list(kind, namespace, selector));
    }

    @Override
    public CompletableFuture<List<Event>> events(String namespace, String uid) {
        return call(step("list", ObjectKind.EVENTS, namespace, uid), objects -> objects.events(namespace, uid));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> patch(
            ObjectKind<T> kind, String namespace, String name, JsonNode patch) {
        // The caller may change its tree while the call is on its way.
        JsonNode sent = patch.deepCopy();
        Step step = step("patch", kind, namespace, name);
        api.invariants().secrets().written(process.name(), step.toString(), sent);
        api.invariants().ownWrites().changes(process.name(), name, sent);
        return this.<T>call(step, objects -> objects.patch(kind, namespace, name, sent))
                .whenComplete((made, error) -> {
                    if (error == null) {
                        api.invariants().ownWrites().changed(process.name(), made.getMetadata());
                    }
                });
    }

    @Override
    public CompletableFuture<Void> delete(ObjectKind<?> kind, String namespace, String name, DeleteMode mode) {
        return this.<Boolean>call(step("delete", kind, namespace, name), objects -> {
                    objects.delete(kind, namespace, name, mode);
                    return true;
                })
                .thenAccept(done -> {});
    }

    @Override
    public CompletableFuture<Void> deleteAll(ObjectKind<?> kind, String namespace, String selector, DeleteMode mode) {
        return this.<Boolean>call(step("deleteAll", kind, namespace, selector), objects -> {
                    objects.deleteAll(kind, namespace, selector, mode);
                    return true;
                })
                .thenAccept(done -> {});
    }

    @Override
    public <T extends HasMetadata> Stream watch(
            ObjectKind<T> kind,
            String namespace,
            String selector,
            @Nullable String fromVersion,
            WatchListener<T> listener) {
        WatchStream<T> watch = new WatchStream<>(api, process, kind, namespace, listener);
        forgetEnded();
        watches.add(watch);
        Step step = step("watch", kind, namespace, selector);
        open(step, watch.stream(), fault -> watch.open(selector, fromVersion, fault));
        return watch.stream();
    }

    @Override
    public Stream logs(String namespace, String pod, LogQuery query, Consumer<String> line) {
        SimulatedStream stream = new SimulatedStream();
        forgetEnded();
        logs.add(stream);
        Step step = step("logs", ObjectKind.PODS, namespace, pod);
        open(step, stream, fault -> new LogReading(api, process, stream, line).open(namespace, pod, query));
        return stream;
    }

    @Override
    public CompletableFuture<String> proxy(String namespace, String pod, int port, PodRequest request) {
        return call(step("proxy", ObjectKind.PODS, namespace, pod), objects -> objects.proxy(namespace, pod));
    }

    @Override
    public Optional<Instant> serverTime() {
        return serverTime;
    }

    @Override
    public void close() {
        closed = true;
        List.copyOf(watches).forEach(watch -> watch.stream().cancel());
        List.copyOf(logs).forEach(SimulatedStream::cancel);
    }

    private Step step(String verb, ObjectKind<?> kind, String namespace, String name) {
        if (closed) {
            lateCalls++;
        }
        return api.step(process.name(), verb, kind.plural(), namespace, name);
    }

    private <T> CompletableFuture<T> call(Step step, Function<ModelStore, T> effect) {
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

    private void open(Step step, SimulatedStream stream, Consumer<Optional<Fault>> open) {
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

    private void forgetEnded() {
        watches.removeIf(watch -> watch.stream().isOver());
        logs.removeIf(SimulatedStream::isOver);
    }
}
