package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.internal.executors.PodFeed;
import dev.bellows.k8s.port.ClusterPort.WatchListener;
import dev.bellows.run.RunId;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A run's pods as the watch of its namespace tells of them, once the run is watched and until it has ended. Used in turn. */
final class WatchedPods implements PodFeed {
    private final Watches watches;
    private final RunId run;
    private final BooleanSupplier open;
    private boolean begun;
    private @Nullable WatchListener<Pod> viewer;

    /**
     * The pods of a run that is not watched yet.
     *
     * @param open whether the run has not ended
     */
    WatchedPods(Watches watches, RunId run, BooleanSupplier open) {
        this.watches = watches;
        this.run = run;
        this.open = open;
    }

    /** The run is watched from now on. */
    void begin() {
        begun = true;
    }

    /** The run is no longer watched. */
    void end() {
        if (viewer != null) {
            leave(viewer);
        }
    }

    @Override
    public boolean follow(WatchListener<Pod> listener) {
        boolean follows = begun && open.getAsBoolean() && watches.view(run, listener);
        viewer = follows ? listener : viewer;
        return follows;
    }

    @Override
    public void leave(WatchListener<Pod> listener) {
        watches.unview(run, listener);
    }

    @Override
    public boolean isWell() {
        return open.getAsBoolean() && watches.podsAreWell(run);
    }
}
