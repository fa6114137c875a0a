package dev.bellows.testkit;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.testkit.internal.virtual.VirtualTime;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Counts the requests of one connection, openings of streams included, and answers them all in one way if it is told to. */
final class TroubledPort implements InvocationHandler {
    private static final Set<String> NO_REQUESTS = Set.of("close", "serverTime", "toString", "hashCode", "equals");
    private static final Duration LATENCY = Duration.ofMillis(3);

    private final ClusterPort port;
    private final VirtualTime time;
    private Supplier<Optional<ClusterException>> answer = Optional::empty;
    private long[] sent = new long[1024];
    private int count;

    TroubledPort(ClusterPort port, VirtualTime time) {
        this.port = port;
        this.time = time;
    }

    ClusterPort port() {
        return (ClusterPort)
                Proxy.newProxyInstance(ClusterPort.class.getClassLoader(), new Class<?>[] {ClusterPort.class}, this);
    }

    /** From now on each request is answered so, or by the cluster where this is empty. */
    void answer(Supplier<Optional<ClusterException>> next) {
        answer = next;
    }

    /** How many requests there were. */
    int count() {
        return count;
    }

    /** The most requests within any second between two times; both in nanoseconds since the start. */
    int mostInASecond(long from, long to) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < count && sent[last] < to; last++) {
            while (sent[last] - sent[first] >= Duration.ofSeconds(1).toNanos() || sent[first] < from) {
                if (++first > last) {
                    break;
                }
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (!NO_REQUESTS.contains(method.getName())) {
            sent = count == sent.length ? Arrays.copyOf(sent, 2 * count) : sent;
            sent[count++] = time.nanos();
            Optional<ClusterException> problem = answer.get();
            if (problem.isPresent()) {
                return refused(method, problem.get());
            }
        }
        try {
            return method.invoke(port, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object refused(Method method, ClusterException problem) {
        CompletableFuture<Void> refused = new CompletableFuture<>();
        time.after(LATENCY, () -> refused.completeExceptionally(problem));
        return method.getReturnType().equals(CompletableFuture.class) ? refused : new Refused(refused);
    }

    private record Refused(CompletableFuture<Void> opened) implements ClusterPort.Stream {
        @Override
        public CompletableFuture<Void> ended() {
            return opened;
        }

        @Override
        public void cancel() {
            opened.complete(null);
        }
    }
}
