package dev.bellows.k8s.internal.admit;

import dev.bellows.k8s.internal.preflight.QuotaNeed;
import java.util.Optional;

/** A run that wants to go to the cluster. Called in turn. */
public interface Guest {
    /** Where its pods will be. */
    String namespace();

    /** What quotas must have room for; empty if it waits for none. */
    Optional<QuotaNeed> need();

    /** How many pods of its attempt the cluster has now. */
    int pods();

    /** It has its place: it may go. */
    void enter();

    /** It waits because something is short. */
    void waits(String reason);

    /** It waits no more, and gets no place. */
    void refused(String reason);
}
