package dev.bellows.testkit.internal.store;

import java.util.Comparator;

/** The place of an object among its kind; the namespace is empty for cluster-scoped kinds. */
record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {

    private static final Comparator<ObjectKey> ORDER =
            Comparator.comparing(ObjectKey::namespace).thenComparing(ObjectKey::name);

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }
}
