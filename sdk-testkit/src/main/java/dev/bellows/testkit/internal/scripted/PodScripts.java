package dev.bellows.testkit.internal.scripted;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The script of each pod. */
@FunctionalInterface
public interface PodScripts {
    /** The script of a pod that was just created. */
    PodScript of(ObjectNode pod);
}
