package dev.bellows.k8s.internal.observe;

import dev.bellows.k8s.port.ClusterException;

/** Hears from a {@link WatchLoop} how objects come, change and go. */
interface ObjectListener<T> {
    /** Hears that an object is there, and says what is to be remembered of it. */
    Remembered seen(T object);

    void gone(T last);

    /** An object is gone, and nobody has told of it. */
    void missed(Remembered last);

    void refused(ClusterException problem);

    /** Something may have been missed. */
    void renewed();
}
