package dev.bellows.k8s.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.port.PodRequest;
import dev.bellows.k8s.port.WatchEvent;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One connection to a {@link ScriptedWorld}: every call takes a millisecond, and any may be made to fail. */
public final class ScriptedCluster implements ClusterPort {
    /** What drivers answer to a path; by default nothing listens. */
    public UnaryOperator<String> served = path -> {
        throw new ClusterException(
                503, "ServiceUnavailable", "error trying to reach service", List.of(), Optional.empty());
    };

    private static final Duration LATENCY = Duration.ofMillis(1);

    private final VirtualTime time;
    private final ScriptedWorld world;
    private final ScriptedLogs logs;
    private final List<String> calls = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<Watcher<?>> watchers = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Pause> pauses = new ArrayList<>();
    private final List<String> givenUp = new ArrayList<>();
    private int pageSize = Integer.MAX_VALUE;
    private boolean closed;
    private boolean silent;
    private int burst = Integer.MAX_VALUE;

    /** A connection. */
    public ScriptedCluster(VirtualTime time, ScriptedWorld world, ScriptedLogs logs) {
        this.time = time;
        this.world = world;
        this.logs = logs;
        world.listen(this::heard);
    }

    /** How a call fails. */
    private enum Way {
        BEFORE,
        AFTER,
        SILENTLY_BEFORE,
        SILENTLY_AFTER
    }

    private static final class Fault {
        private final String call;
        private final Way way;
        private final ClusterException problem;
        private int times;

        Fault(String call, Way way, ClusterException problem, int times) {
            this.call = call;
            this.way = way;
            this.problem = problem;
            this.times = times;
        }
    }

    /** An answer that takes its time. */
    private record Pause(String call, Duration length) {}

    /** The next call of a kind is done and answered later. */
    public void delay(String call, Duration length) {
        pauses.add(new Pause(call, length));
    }

    /** The next watch tells only the first few of what is there, and nothing after that. */
    public void cutFirstBurst(int told) {
        burst = told;
    }

    /** The next calls of a kind, such as {@code create pods}, are refused. */
    public void refuse(String call, int times, ClusterException problem) {
        faults.add(new Fault(call, Way.BEFORE, problem, times));
    }

    /** The next call of a kind is done, and its answer lost. */
    public void loseAnswer(String call, ClusterException problem) {
        faults.add(new Fault(call, Way.AFTER, problem, 1));
    }

    /** The next calls of a kind are neither done nor answered. */
    public void hang(String call, int times) {
        faults.add(new Fault(call, Way.SILENTLY_BEFORE, Problems.reset(), times));
    }

    /** The next call of a kind is done, and never answered. */
    public void hangAfter(String call) {
        faults.add(new Fault(call, Way.SILENTLY_AFTER, Problems.reset(), 1));
    }

    /** Nothing goes wrong any more. */
    public void heal() {
        faults.clear();
        silent = false;
    }

    /** Open watches tell nothing any more, as a connection does whose other end is gone. */
    public void silence() {
        silent = true;
    }

    /** Ends all open watches. */
    public void endWatches() {
        List.copyOf(watchers).forEach(watcher -> watcher.stream.end());
    }

    /** Ends all open watches with a problem. */
    public void breakWatches(ClusterException problem) {
        List.copyOf(watchers).forEach(watcher -> watcher.stream.fail(problem));
    }

    /** All calls so far, such as {@code create pods}. */
    public List<String> calls() {
        return calls;
    }

    /** The pods that were asked over HTTP, each time. */
    public List<String> asked() {
        return asked;
    }

    /** The calls that were given up before they were answered. */
    public List<String> givenUp() {
        return givenUp;
    }

    /** Lists come in pages of so many objects. */
    public void page(int size) {
        pageSize = size;
    }

    /** How many watches are open. */
    public int openWatches() {
        watchers.removeIf(watcher -> watcher.stream.isOver());
        return watchers.size();
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> create(ObjectKind<T> kind, String namespace, T object) {
        return call("create", kind, () -> world.create(kind.plural(), namespace, object));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> tryCreate(ObjectKind<T> kind, String namespace, T object) {
        return call("tryCreate", kind, () -> object);
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> get(ObjectKind<T> kind, String namespace, String name) {
        return call(
                "get",
                kind,
                () -> Optional.ofNullable(world.list(kind.plural(), namespace, any -> true).stream()
                                .filter(object -> object.getMetadata().getName().equals(name))
                                .findFirst()
                                .orElse(null))
                        .map(object -> seen(kind, object))
                        .orElseThrow(() -> Problems.notFound(kind.plural() + " \"" + name + "\"")));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<Listing<T>> list(
            ObjectKind<T> kind, String namespace, String selector) {
        return call(
                "list",
                kind,
                () -> new Listing<>(
                        world.list(kind.plural(), namespace, selected(selector)).stream()
                                .map(object -> seen(kind, object))
                                .toList(),
                        world.version()));
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<Page<T>> page(
            ObjectKind<T> kind, String namespace, String selector, String from, int most) {
        return call("list", kind, () -> {
            List<T> all = world.list(kind.plural(), namespace, selected(selector)).stream()
                    .map(object -> seen(kind, object))
                    .toList();
            int begin = from.isEmpty() ? 0 : Integer.parseInt(from);
            int end = Math.min(all.size(), begin + Math.min(most, pageSize));
            return new Page<>(all.subList(begin, end), world.version(), end == all.size() ? "" : "" + end);
        });
    }

    @Override
    public CompletableFuture<List<Event>> events(String namespace, String uid) {
        return call(
                "list",
                ObjectKind.EVENTS,
                () -> world.list("events", namespace, any -> true).stream()
                        .map(object -> seen(ObjectKind.EVENTS, object))
                        .filter(event -> uid.equals(event.getInvolvedObject().getUid()))
                        .toList());
    }

    @Override
    public CompletableFuture<String> proxy(String namespace, String pod, int port, PodRequest request) {
        asked.add(pod);
        return call("proxy", ObjectKind.PODS, () -> served.apply(request.path()));
    }

    @Override
    public <T extends HasMetadata> Stream watch(
            ObjectKind<T> kind,
            String namespace,
            String selector,
            @Nullable String fromVersion,
            WatchListener<T> listener) {
        calls.add("watch " + kind.plural());
        Watcher<T> watcher = new Watcher<>(kind, namespace, selected(selector), listener);
        Optional<Fault> fault = fault("watch " + kind.plural());
        time.after(LATENCY, () -> {
            if (fault.isPresent()) {
                if (fault.get().way == Way.BEFORE) {
                    watcher.stream.fail(fault.get().problem);
                }
            } else if (fromVersion != null && Long.parseLong(fromVersion) < world.oldest()) {
                watcher.stream.begin();
                watcher.stream.fail(Problems.expired());
            } else {
                begin(watcher, fromVersion);
            }
        });
        return watcher.stream;
    }

    private <T extends HasMetadata> void begin(Watcher<T> watcher, @Nullable String fromVersion) {
        watcher.stream.begin();
        watchers.add(watcher);
        if (fromVersion == null) {
            world.list(watcher.kind.plural(), watcher.namespace, watcher.wanted).stream()
                    .limit(burst)
                    .forEach(object -> watcher.tell(WatchEvent.Type.ADDED, object));
            watcher.mute = burst < Integer.MAX_VALUE;
            burst = Integer.MAX_VALUE;
        } else {
            world.since(Long.parseLong(fromVersion)).forEach(watcher::hear);
        }
    }

    @Override
    public <T extends HasMetadata> CompletableFuture<T> patch(
            ObjectKind<T> kind, String namespace, String name, JsonNode patch) {
        return call("patch", kind, () -> world.patch(kind.plural(), namespace, name, kind.type(), patch));
    }

    @Override
    public CompletableFuture<Void> delete(ObjectKind<?> kind, String namespace, String name, DeleteMode mode) {
        return this.<Void>call("delete", kind, () -> {
            world.delete(kind.plural(), namespace, name, mode);
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> deleteAll(ObjectKind<?> kind, String namespace, String selector, DeleteMode mode) {
        return this.<Void>call("deleteAll", kind, () -> {
            world.list(kind.plural(), namespace, selected(selector))
                    .forEach(object -> world.delete(
                            kind.plural(), namespace, object.getMetadata().getName(), mode));
            return null;
        });
    }

    @Override
    public Stream logs(String namespace, String pod, LogQuery query, Consumer<String> line) {
        calls.add("logs");
        ScriptedStream stream = new ScriptedStream();
        Optional<Fault> fault = fault("logs");
        time.after(LATENCY, () -> {
            if (fault.isPresent()) {
                if (fault.get().way == Way.BEFORE) {
                    stream.fail(fault.get().problem);
                }
            } else {
                logs.open(world.find("pods", namespace, pod, Pod.class), pod, query, line, stream);
            }
        });
        return stream;
    }

    @Override
    public Optional<Instant> serverTime() {
        return Optional.of(time.wallTime());
    }

    @Override
    public void close() {
        closed = true;
        endWatches();
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return closed;
    }

    private <T> CompletableFuture<T> call(String verb, ObjectKind<?> kind, Supplier<T> effect) {
        // Records are always read without their content.
        boolean part = verb.equals("list") && kind.metadataOnly() && !kind.equals(ObjectKind.CONFIG_MAP_METADATA);
        String name = verb + " " + kind.plural() + (part ? " metadata" : "");
        calls.add(name);
        boolean[] answered = {false};
        CompletableFuture<T> answer = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                if (!answered[0]) {
                    givenUp.add(name);
                }
                return super.cancel(mayInterruptIfRunning);
            }
        };
        Optional<Fault> fault = fault(name);
        time.after(latency(name), () -> {
            Way way = fault.map(known -> known.way).orElse(null);
            answered[0] = way == null || way == Way.BEFORE || way == Way.AFTER;
            if (closed) {
                answer.completeExceptionally(Problems.reset());
                return;
            }
            if (way == Way.BEFORE || way == Way.SILENTLY_BEFORE) {
                if (way == Way.BEFORE) {
                    answer.completeExceptionally(fault.get().problem);
                }
                return;
            }
            try {
                T value = effect.get();
                if (way == Way.AFTER) {
                    answer.completeExceptionally(fault.get().problem);
                } else if (way == null) {
                    answer.complete(value);
                }
            } catch (ClusterException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private Duration latency(String call) {
        Optional<Pause> pause =
                pauses.stream().filter(known -> known.call.equals(call)).findFirst();
        pause.ifPresent(pauses::remove);
        return pause.map(Pause::length).orElse(LATENCY);
    }

    private Optional<Fault> fault(String call) {
        Optional<Fault> fault = faults.stream()
                .filter(known -> known.call.equals(call) && known.times > 0)
                .findFirst();
        fault.ifPresent(known -> known.times--);
        return fault;
    }

    private void heard(ScriptedWorld.Change change) {
        if (!silent) {
            List.copyOf(watchers).forEach(watcher -> watcher.hear(change));
        }
    }

    private <T extends HasMetadata> T seen(ObjectKind<T> kind, HasMetadata object) {
        HasMetadata shown = kind.metadataOnly()
                ? new ConfigMapBuilder().withMetadata(object.getMetadata()).build()
                : object;
        return world.copy(shown, kind.type());
    }

    private static Predicate<ObjectMeta> selected(String selector) {
        return metadata -> {
            Map<String, String> labels = metadata.getLabels() == null ? Map.of() : metadata.getLabels();
            for (String term : selector.split(",", -1)) {
                String[] sides = term.split("=", 2);
                if (!sides[1].equals(labels.get(sides[0]))) {
                    return false;
                }
            }
            return true;
        };
    }

    private final class Watcher<T extends HasMetadata> {
        private final ObjectKind<T> kind;
        private final String namespace;
        private final Predicate<ObjectMeta> wanted;
        private final WatchListener<T> listener;
        private final ScriptedStream stream = new ScriptedStream();
        private boolean mute;

        Watcher(ObjectKind<T> kind, String namespace, Predicate<ObjectMeta> wanted, WatchListener<T> listener) {
            this.kind = kind;
            this.namespace = namespace;
            this.wanted = wanted;
            this.listener = listener;
        }

        void hear(ScriptedWorld.Change change) {
            ObjectMeta metadata = change.object().getMetadata();
            if (change.plural().equals(kind.plural())
                    && namespace.equals(metadata.getNamespace())
                    && wanted.test(metadata)) {
                tell(change.type(), change.object());
            }
        }

        void tell(WatchEvent.Type type, HasMetadata object) {
            if (!stream.isOver() && !mute) {
                listener.event(new WatchEvent<>(type, seen(kind, object)));
            }
        }
    }
}
