package dev.bellows.testkit.internal.simulation;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import java.util.concurrent.CompletableFuture;

/** An answer that goes on, as its reader holds it. */
final class SimulatedStream implements ClusterPort.Stream {
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Runnable onCancel = () -> {};
    private boolean cancelled;

    @Override
    public CompletableFuture<Void> opened() {
        return opened;
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void cancel() {
        if (!isOver()) {
            cancelled = true;
            onCancel.run();
            opened.completeExceptionally(ClusterException.noAnswer("cancelled"));
            ended.complete(null);
        }
    }

    /** Does something when the reader ends it. */
    void onCancel(Runnable action) {
        onCancel = action;
    }

    void begin() {
        opened.complete(null);
    }

    void end() {
        ended.complete(null);
    }

    void fail(ClusterException problem) {
        opened.completeExceptionally(problem);
        ended.completeExceptionally(problem);
    }

    boolean isOver() {
        return cancelled || ended.isDone();
    }
}
