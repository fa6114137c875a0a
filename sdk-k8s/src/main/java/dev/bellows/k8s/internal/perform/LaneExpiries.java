package dev.bellows.k8s.internal.perform;

import dev.bellows.run.Layout;
import dev.bellows.run.RunId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What of one run goes in time, unless this process lets go of the run before. Not thread-safe. */
final class LaneExpiries {
    private final Expiries all;
    private final byte[] run;
    private final Map<String, Expiry> byUid = new HashMap<>();

    LaneExpiries(Expiries all, RunId run) {
        this.all = all;
        this.run = Expiry.text(run);
    }

    /** A driver pod goes after a time; what was said of it before counts no more. */
    void driver(Duration after, int attempt, String uid) {
        replace(uid, all.driver(run, after, attempt, uid));
    }

    /** The record goes after a time, with all that it owns. */
    void record(Duration after, Layout layout, String uid) {
        replace(uid, all.record(run, after, layout, uid));
    }

    private void replace(String uid, Expiry expiry) {
        Expiry before = byUid.put(uid, expiry);
        if (before != null) {
            all.drop(before);
        }
    }

    /** Nothing is left that could go, or it is not ours to delete. */
    void drop() {
        byUid.values().forEach(all::drop);
        byUid.clear();
    }
}
