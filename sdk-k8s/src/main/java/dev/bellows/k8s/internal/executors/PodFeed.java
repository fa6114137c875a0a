package dev.bellows.k8s.internal.executors;

import dev.bellows.k8s.port.ClusterPort.WatchListener;
import io.fabric8.kubernetes.api.model.Pod;

/** Where a run's pods are told without being asked for. Used in turn. */
public interface PodFeed {
    /**
     * Tells what changes from now on, until the run is no longer watched. Of a pod that went unseen the last event has nothing but the UID.
     *
     * @return whether there is anything that tells
     */
    boolean follow(WatchListener<Pod> listener);

    /** Tells a listener nothing more. */
    void leave(WatchListener<Pod> listener);

    /** Whether all that happened was told, as far as can be known. */
    boolean isWell();
}
