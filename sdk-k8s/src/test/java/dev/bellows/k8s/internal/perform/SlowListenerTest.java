package dev.bellows.k8s.internal.perform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Patience;
import dev.bellows.k8s.internal.fabric8.Connection;
import dev.bellows.k8s.internal.supervise.Supervision;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.k8s.scripted.LoopbackServer;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A driver that prints faster than somebody listens waits, and not in this process's memory. */
class SlowListenerTest {
    private static final RunId RUN = new RunId("jobs", "daily", "k1");
    private static final int LINE = 64 * 1024;
    private static final int LINES = 2048;

    /** What sockets and the client hold, far more than they do. */
    private static final long UNDER_WAY = 32L * 1024 * 1024;

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong heard = new AtomicLong();
    private final AtomicLong most = new AtomicLong();
    private final CompletableFuture<Void> all = new CompletableFuture<>();

    @Test
    void what_waits_for_a_slow_listener_has_an_end() throws Exception {
        byte[] line = ("x".repeat(LINE - 1) + "\n").getBytes(StandardCharsets.UTF_8);
        try (LoopbackServer server = new LoopbackServer((request, out) -> {
                    LoopbackServer.write(out, LoopbackServer.head(200));
                    for (int i = 0; i < LINES; i++) {
                        out.write(line);
                        sent.addAndGet(LINE);
                    }
                });
                ClusterPort cluster = Connection.open(
                                Optional.of(server.url()), Optional.empty(), Optional.empty(), Optional.empty())
                        .cluster();
                TimeSource time = new SystemTimeSource("turns", "workers")) {
            FollowedLog log = new FollowedLog(
                    world(cluster, time),
                    RUN,
                    CompletableFuture.completedFuture(null),
                    () -> Supervision.of(RUN, RunOptions.key("k1")));
            CompletableFuture<Long> followed = log.follow(this::hear);
            Patience.value(all);
            followed.cancel(true);
            Patience.until("the connection is closed", () -> server.open() == 0);
        }
        assertThat(most).hasValueLessThan(LogFollower.MOST_WAITING + UNDER_WAY);
    }

    /** Slower than any server, by being slow and not by a limit. */
    private void hear(String line) {
        LockSupport.parkNanos(1_000_000);
        long now = heard.addAndGet(line.length() + 1L);
        most.accumulateAndGet(sent.get() - now, Math::max);
        if (now == (long) LINE * LINES) {
            all.complete(null);
        }
    }

    private static Surroundings world(ClusterPort cluster, TimeSource time) {
        Callbacks callbacks = new Callbacks(Optional.empty(), time);
        return new Surroundings(
                cluster,
                time,
                callbacks,
                new ApiClock(time),
                new Watches(cluster, time, "default"),
                null,
                new Lanes(),
                new Expiries(cluster, time),
                new OpenFutures(callbacks),
                "default",
                Optional.empty(),
                null);
    }
}
