package dev.bellows.testkit.internal.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** The newest changes of the store, as far back as a watch may start. Guarded by the store's lock. */
final class History {

    private final int capacity;
    private final Deque<Change> changes = new ArrayDeque<>();
    private long forgotten;

    History(int capacity) {
        this.capacity = capacity;
    }

    void append(Change change) {
        changes.addLast(change);
        if (changes.size() > capacity) {
            forgotten = changes.removeFirst().version();
        }
    }

    /** Forgets every change up to this version. */
    void compact(long version) {
        forgotten = Math.max(forgotten, version);
        while (!changes.isEmpty() && changes.getFirst().version() <= version) {
            changes.removeFirst();
        }
    }

    /** Whether everything after this version is still known. */
    boolean reaches(long version) {
        return version >= forgotten;
    }

    long forgotten() {
        return forgotten;
    }

    /** The changes after this version, oldest first. */
    List<Change> since(long version) {
        return changes.stream().filter(change -> change.version() > version).toList();
    }

    /** All known changes, newest first. */
    Iterator<Change> newestFirst() {
        return changes.descendingIterator();
    }
}
