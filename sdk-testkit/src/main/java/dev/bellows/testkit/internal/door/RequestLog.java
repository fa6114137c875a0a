package dev.bellows.testkit.internal.door;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest 10,000 requests that the door has answered, oldest first. Thread-safe. */
public final class RequestLog {

    private static final int CAPACITY = 10_000;

    private final Deque<Request> requests = new ArrayDeque<>();

    RequestLog() {}

    /** What has been answered since the start or the last {@link #clear()}. A watch counts when it starts. */
    public List<Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** Forgets every request. */
    public void clear() {
        synchronized (requests) {
            requests.clear();
        }
    }

    void add(Request request) {
        synchronized (requests) {
            requests.addLast(request);
            if (requests.size() > CAPACITY) {
                requests.removeFirst();
            }
        }
    }
}
