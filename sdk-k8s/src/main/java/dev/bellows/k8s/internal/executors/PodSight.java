package dev.bellows.k8s.internal.executors;

import java.time.Instant;
import java.util.Map;

/**
 * An executor's pod as it was listed.
 *
 * @param id Spark's executor id
 * @param uid the pod's UID
 * @param name the pod's name
 * @param node its node; empty if it has none
 * @param spot whether it asks for nodes that may be taken away
 * @param phase how far it is
 * @param note what it waits for, or how it ended; empty if there is nothing to say
 * @param cores Spark's number of cores; 0 if unknown
 * @param memoryMib the memory that it requests; 0 if unknown
 * @param created when it was created
 * @param labels its labels
 * @param annotations its annotations
 */
record PodSight(
        int id,
        String uid,
        String name,
        String node,
        boolean spot,
        Phase phase,
        String note,
        int cores,
        long memoryMib,
        Instant created,
        Map<String, String> labels,
        Map<String, String> annotations) {
    /** How far a pod is. */
    enum Phase {
        REQUESTED,
        PENDING,
        RUNNING,
        /** It runs and has been told to go. */
        ENDING,
        DONE,
        FAILED;

        boolean isAlive() {
            return this != DONE && this != FAILED;
        }
    }
}
