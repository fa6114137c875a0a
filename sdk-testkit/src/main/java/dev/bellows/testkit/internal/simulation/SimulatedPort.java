package dev.bellows.testkit.internal.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.PodRequest;
import dev.bellows.testkit.fault.Step;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The API server as one process reaches it: each call takes virtual time there and back, and may be disturbed on its way. */
public final class SimulatedPort implements ClusterPort {
    private final SimulatedApi api;
    private final SdkProcess process;
    private final SimulatedCalls calls;
    private final Set<WatchStream<?>> watches = new LinkedHashSet<>();
    private final Set<SimulatedStream> logs = new LinkedHashSet<>();
    private boolean closed;
    private int lateCalls;

    /** The way from a process to an API server. */
    public SimulatedPort(SimulatedApi api, SdkProcess process) {
        this.api = api;
        this.process = process;
        this.calls = new SimulatedCalls(api, process);
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
        return calls.call(step, objects -> objects.create(kind, namespace, sent));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> tryCreate(ObjectKind<T> kind, String namespace, T object) {
        String name = object.getMetadata().getName();
        return calls.call(
                step("tryCreate", kind, namespace, name), objects -> objects.tryCreate(kind, namespace, object));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> get(ObjectKind<T> kind, String namespace, String name) {
        return calls.call(step("get", kind, namespace, name), objects -> objects.get(kind, namespace, name));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<Listing<T>> list(
            ObjectKind<T> kind, String namespace, String selector) {
        return calls.call(step("list", kind, namespace, selector), objects -> objects.list(kind, namespace, selector));
    }

    @Override
    public CompletableFuture<List<Event>> events(String namespace, String uid) {
        return calls.call(step("list", ObjectKind.EVENTS, namespace, uid), objects -> objects.events(namespace, uid));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> patch(
            ObjectKind<T> kind, String namespace, String name, JsonNode patch) {
        // The caller may change its tree while the call is on its way.
        JsonNode sent = patch.deepCopy();
        Step step = step("patch", kind, namespace, name);
        api.invariants().secrets().written(process.name(), step.toString(), sent);
        api.invariants().ownWrites().changes(process.name(), name, sent);
        return calls.<T>call(step, objects -> objects.patch(kind, namespace, name, sent))
                .whenComplete((made, error) -> {
                    if (error == null) {
                        api.invariants().ownWrites().changed(process.name(), made.getMetadata());
                    }
                });
    }

    @Override
    public CompletableFuture<Void> delete(ObjectKind<?> kind, String namespace, String name, DeleteMode mode) {
        return calls.<Boolean>call(step("delete", kind, namespace, name), objects -> {
                    api.invariants().openRuns().deletes(process.name(), kind.plural(), namespace, name, mode.uid());
                    objects.delete(kind, namespace, name, mode);
                    return true;
                })
                .thenAccept(done -> {});
    }

    @Override
    public CompletableFuture<Void> deleteAll(ObjectKind<?> kind, String namespace, String selector, DeleteMode mode) {
        return calls.<Boolean>call(step("deleteAll", kind, namespace, selector), objects -> {
                    api.invariants().openRuns().deletesAll(process.name(), kind.plural(), namespace, selector);
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
        calls.open(step, watch.stream(), fault -> watch.open(selector, fromVersion, fault));
        return watch.stream();
    }

    @Override
    public Stream logs(String namespace, String pod, LogQuery query, Consumer<String> line) {
        SimulatedStream stream = new SimulatedStream();
        forgetEnded();
        logs.add(stream);
        Step step = step("logs", ObjectKind.PODS, namespace, pod);
        calls.open(step, stream, fault -> new LogReading(api, process, stream, line).open(namespace, pod, query));
        return stream;
    }

    @Override
    public CompletableFuture<String> proxy(String namespace, String pod, int port, PodRequest request) {
        return calls.call(step("proxy", ObjectKind.PODS, namespace, pod), objects -> objects.proxy(namespace, pod));
    }

    @Override
    public Optional<Instant> serverTime() {
        return calls.serverTime();
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

    private void forgetEnded() {
        watches.removeIf(watch -> watch.stream().isOver());
        logs.removeIf(SimulatedStream::isOver);
    }
}
