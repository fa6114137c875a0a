package dev.bellows.testkit.internal.scripted;

/** Hears when processes of pods really start and end, whatever the pods' objects say. */
public interface PodLives {
    /** A pod's process has started. */
    void started(PodLife life);

    /** A pod's process has ended. */
    void ended(PodLife life);
}
