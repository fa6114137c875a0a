package dev.bellows.k8s.internal.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Collection;

/**
 * Which versions were seen of objects whose end means nothing any more, such as the records of runs that are over: eight bytes each, for
 * there may be tens of thousands of them. Not thread-safe.
 */
final class Settled {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final int FIRST_SIZE = 65;

    /** How many are there for nothing before they are forgotten. */
    private static final int MOST_GONE = 64;

    /** Hashes, each at the first free place from its own on; 0 where there is none. */
    private long[] table = new long[FIRST_SIZE];

    private int size;

    void add(HasMetadata object) {
        add(hash(object.getMetadata()));
        if (size > table.length / 4 * 3) {
            rehash(table, table.length / 2 * 3);
        }
    }

    private void add(long hash) {
        int place = place(hash);
        if (table[place] == 0) {
            table[place] = hash;
            size++;
        }
    }

    boolean has(HasMetadata object) {
        return table[place(hash(object.getMetadata()))] != 0;
    }

    /** Forgets what is not there any more, unless that is little. */
    void keep(Collection<? extends HasMetadata> there) {
        if (size <= there.size() + Math.max(MOST_GONE, size / 2)) {
            return;
        }
        long[] kept = there.stream()
                .filter(this::has)
                .mapToLong(object -> hash(object.getMetadata()))
                .toArray();
        rehash(kept, Math.max(FIRST_SIZE, kept.length * 2));
    }

    void clear() {
        rehash(new long[0], FIRST_SIZE);
    }

    int size() {
        return size;
    }

    private void rehash(long[] hashes, int length) {
        table = new long[length];
        size = 0;
        for (long hash : hashes) {
            if (hash != 0) {
                add(hash);
            }
        }
    }

    private int place(long hash) {
        int place = (int) Long.remainderUnsigned(hash, table.length);
        while (table[place] != 0 && table[place] != hash) {
            place = place + 1 == table.length ? 0 : place + 1;
        }
        return place;
    }

    private static long hash(ObjectMeta object) {
        long hash = OFFSET;
        String text = object.getName() + "\n" + object.getUid() + "\n" + object.getResourceVersion();
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash == 0 ? OFFSET : hash;
    }
}
