package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.port.TimeSource;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the user's code runs. It is handed over in a turn of its own, never in the middle of another one and with no lock held: an executor
 * may run it then and there. An executor of the user's that takes no work does not leave a future open: our own threads step in.
 */
final class Callbacks implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    private final Executor executor;
    private final TimeSource time;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /**
     * Callbacks that run on an executor of the user's, or on threads of ours.
     *
     * @param time whose turns no lock surrounds
     */
    Callbacks(Optional<Executor> users, TimeSource time) {
        this.executor = users.orElse(time::callback);
        this.time = time;
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        if (closed) {
            handOver();
        } else {
            time.execute(this::handOver);
        }
    }

    /** There are no more turns: what waits for one is handed over now, and what comes later at once. */
    void close() {
        closed = true;
        while (!waiting.isEmpty()) {
            handOver();
        }
    }

    /** One at a time: decisions come in between. */
    private void handOver() {
        Runnable task = waiting.poll();
        if (task == null) {
            return;
        }
        try {
            executor.execute(task);
        } catch (RuntimeException | Error e) {
            LOG.warn("the callback executor takes no work ({}); a thread of the connection does it", e.toString());
            time.callback(task);
        }
    }
}
