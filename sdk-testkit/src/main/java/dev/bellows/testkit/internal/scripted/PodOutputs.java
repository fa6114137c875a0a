package dev.bellows.testkit.internal.scripted;

import java.util.Optional;

/** Where the output of containers is found. */
@FunctionalInterface
public interface PodOutputs {
    /** The output of a pod that exists. */
    Optional<PodOutput> find(String namespace, String pod);
}
