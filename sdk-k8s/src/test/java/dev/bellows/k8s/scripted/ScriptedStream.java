package dev.bellows.k8s.scripted;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import java.util.concurrent.CompletableFuture;

/** A stream that the script ends. */
final class ScriptedStream implements ClusterPort.Stream {
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    void begin() {
        opened.complete(null);
    }

    void end() {
        opened.complete(null);
        ended.complete(null);
    }

    void fail(ClusterException problem) {
        opened.completeExceptionally(problem);
        ended.completeExceptionally(problem);
    }

    boolean isOver() {
        return ended.isDone();
    }

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
        end();
    }
}
