package dev.bellows.k8s.internal.circuit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that wait to be sent, in order, those that concern all runs first; no more than a number of them. Not thread-safe. */
final class Held {
    private final Deque<Request> requests = new ArrayDeque<>();
    private final int most;

    Held(int most) {
        this.most = most;
    }

    boolean isEmpty() {
        return requests.isEmpty();
    }

    /** Adds one, unless there are too many already. */
    boolean add(Request request) {
        if (requests.size() >= most) {
            requests.removeIf(Request::isOver);
        }
        if (requests.size() >= most) {
            return false;
        }
        if (request.isUrgent()) {
            requests.addFirst(request);
        } else {
            requests.addLast(request);
        }
        return true;
    }

    /** The next one that is still waited for; it stays. */
    @Nullable
    Request first() {
        while (!requests.isEmpty() && requests.getFirst().isOver()) {
            requests.removeFirst();
        }
        return requests.peekFirst();
    }

    void removeFirst() {
        requests.removeFirst();
    }

    /** All of them; none is left. */
    List<Request> empty() {
        List<Request> all = List.copyOf(requests);
        requests.clear();
        return all;
    }
}
