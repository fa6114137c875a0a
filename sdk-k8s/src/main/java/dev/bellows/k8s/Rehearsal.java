package dev.bellows.k8s;

import dev.bellows.k8s.internal.fabric8.Connection;
import dev.bellows.k8s.internal.submit.Submitter;
import dev.bellows.k8s.port.TimeSource;
import java.util.concurrent.atomic.AtomicBoolean;

/** A submission without a cluster, once a JVM, while a connection opens: the loading of classes is most of what the first one takes. */
final class Rehearsal {
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private Rehearsal() {}

    static void begin(TimeSource time) {
        if (BEGUN.compareAndSet(false, true)) {
            time.aside(() -> Connection.rehearse(Submitter.rehearse()));
        }
    }
}
