package dev.bellows.k8s.internal.circuit;

import dev.bellows.k8s.port.ClusterException;

/** A request that is sent once, at once or later, or refused. */
interface Request {
    /** Sends it. What cannot be sent at all throws. */
    void go();

    /** It is not sent. */
    void refuse(ClusterException why);

    /** Whether its sender no longer waits for it. */
    boolean isOver();

    /** Whether it goes before others: what is heard of all runs comes before what is asked about one. */
    boolean isUrgent();
}
