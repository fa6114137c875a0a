package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.port.TimeSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the user's code runs. An executor of the user's that takes no work does not leave a future open: our own threads step in. */
final class Callbacks implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    private final Executor executor;
    private final TimeSource time;

    Callbacks(Optional<Executor> users, TimeSource time) {
        this.executor = users.orElse(time::aside);
        this.time = time;
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RuntimeException e) {
            LOG.warn("the callback executor takes no work ({}); a thread of the connection does it", e.toString());
            time.aside(task);
        }
    }
}
