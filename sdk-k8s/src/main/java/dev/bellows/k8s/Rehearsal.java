package dev.bellows.k8s;

import dev.bellows.k8s.internal.fabric8.Connection;
import dev.bellows.k8s.internal.submit.Submitter;
import dev.bellows.k8s.port.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A submission without a cluster, once a JVM, while a connection opens: the loading of classes is most of what the first one takes. */
final class Rehearsal {
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    /** A connection is opened once, and a service's first job is waited for: the time is better spent there. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private Rehearsal() {}

    static Rehearsal begin(TimeSource time) {
        Rehearsal rehearsal = new Rehearsal();
        if (BEGUN.compareAndSet(false, true)) {
            time.aside(rehearsal::play);
        } else {
            rehearsal.done.complete(null);
        }
        return rehearsal;
    }

    private void play() {
        try {
            Connection.rehearse(Submitter.rehearse());
        } finally {
            done.complete(null);
        }
    }

    /** Waits until it is over, not for long. */
    void end() {
        done.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }
}
