package dev.bellows.k8s.internal.fabric8;

import io.fabric8.kubernetes.client.http.AsyncBody;
import org.jspecify.annotations.Nullable;

/**
 * The connection that one answer occupies: read chunk by chunk, and given back at any time. Before the answer has begun, nothing but the
 * request's own limit ends it. Thread-safe.
 */
final class Exchange {
    private @Nullable AsyncBody body;
    private boolean ended;
    private boolean held;
    private boolean due;

    /** The answer has begun; its first chunk comes unless the exchange is over by now. */
    void begin(AsyncBody begun) {
        boolean over;
        synchronized (this) {
            body = begun;
            over = ended;
        }
        if (over) {
            begun.cancel();
        } else {
            next(begun);
        }
    }

    /** Asks for the next chunk, now or when none is held back any more. */
    void next(AsyncBody current) {
        synchronized (this) {
            due = held;
            if (held) {
                return;
            }
        }
        current.consume();
    }

    /** Asks for no more chunks for now. */
    synchronized void hold() {
        held = true;
    }

    /** Goes on. */
    void release() {
        AsyncBody current;
        synchronized (this) {
            held = false;
            current = due ? body : null;
            due = false;
        }
        if (current != null) {
            current.consume();
        }
    }

    /** Gives the connection back. */
    void end() {
        AsyncBody current;
        synchronized (this) {
            ended = true;
            current = body;
        }
        // One that has ended belongs to the next call by now.
        if (current != null && !current.done().isDone()) {
            current.cancel();
        }
    }
}
