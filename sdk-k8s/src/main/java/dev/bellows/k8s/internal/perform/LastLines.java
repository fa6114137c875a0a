package dev.bellows.k8s.internal.perform;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of a text, and no more of them than can be kept. Thread-safe. */
final class LastLines {
    /** In characters; a failure shows far fewer. */
    static final int MOST = 1024 * 1024;

    private final Deque<String> lines = new ArrayDeque<>();
    private long length;

    synchronized void add(String line) {
        lines.add(line);
        length += line.length();
        while (length > MOST && lines.size() > 1) {
            length -= lines.remove().length();
        }
    }

    synchronized List<String> all() {
        return List.copyOf(lines);
    }
}
