package dev.bellows.k8s.internal.circuit;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort.Stream;
import dev.bellows.k8s.port.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request whose answer goes on, as its reader holds it. Thread-safe. */
final class StreamRequest implements Request, Stream {
    /** Who gives up sooner has not waited for an answer. */
    private static final long PATIENCE = Duration.ofSeconds(5).toNanos();

    private final Circuit circuit;
    private final TimeSource time;
    private final Question question;
    private final Supplier<Stream> open;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private @Nullable Stream stream;
    private long sent;
    private boolean cancelled;
    private boolean held;

    StreamRequest(Circuit circuit, TimeSource time, Question question, Supplier<Stream> open) {
        this.circuit = circuit;
        this.time = time;
        this.question = question;
        this.open = open;
    }

    @Override
    public void go() {
        Stream begun = open.get();
        boolean late;
        synchronized (this) {
            stream = begun;
            sent = time.nanoTime();
            late = cancelled;
            if (held) {
                begun.hold();
            }
        }
        begun.opened().whenComplete((nothing, error) -> {
            report(error);
            if (error == null) {
                opened.complete(null);
            } else {
                opened.completeExceptionally(error);
            }
        });
        begun.ended().whenComplete((nothing, error) -> {
            if (error == null) {
                ended.complete(null);
            } else {
                if (!begun.opened().isCompletedExceptionally()) {
                    report(error);
                }
                ended.completeExceptionally(error);
            }
        });
        if (late) {
            begun.cancel();
        }
    }

    /** One that its reader has ended says nothing: neither was it answered, nor has it failed. */
    private void report(@Nullable Throwable error) {
        if (isOver()) {
            return;
        }
        if (error == null) {
            circuit.answered();
        } else {
            question.report(circuit, ClusterException.in(error));
        }
    }

    @Override
    public void cancel() {
        Stream begun;
        boolean unanswered;
        synchronized (this) {
            unanswered = !cancelled && stream != null && !opened.isDone() && time.nanoTime() - sent >= PATIENCE;
            cancelled = true;
            begun = stream;
        }
        if (unanswered) {
            question.report(circuit, ClusterException.noAnswer("a stream did not begin"));
        }
        if (begun == null) {
            opened.completeExceptionally(ClusterException.noAnswer("cancelled"));
            ended.complete(null);
        } else {
            begun.cancel();
        }
    }

    @Override
    public synchronized void hold() {
        held = true;
        if (stream != null) {
            stream.hold();
        }
    }

    @Override
    public synchronized void release() {
        held = false;
        if (stream != null) {
            stream.release();
        }
    }

    @Override
    public void refuse(ClusterException why) {
        opened.completeExceptionally(why);
        ended.completeExceptionally(why);
    }

    @Override
    public synchronized boolean isOver() {
        return cancelled;
    }

    /** Watches tell of all runs. */
    @Override
    public boolean isUrgent() {
        return question == Question.READ;
    }

    @Override
    public CompletableFuture<Void> opened() {
        return opened;
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended;
    }
}
