package dev.bellows.k8s.internal.fabric8;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An answer of lines that goes on until one side ends it. */
final class ByteStream implements ClusterPort.Stream {
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicReference<@Nullable AsyncBody> body = new AtomicReference<>();
    private final StringBuilder refusal = new StringBuilder();
    private final Refusals refusals;
    private volatile boolean cancelled;

    private ByteStream(Refusals refusals) {
        this.refusals = refusals;
    }

    static ByteStream open(HttpClient http, HttpRequest request, Refusals refusals, Consumer<String> line) {
        ByteStream stream = new ByteStream(refusals);
        LineSplitter splitter = new LineSplitter(text -> stream.line(text, line));
        try {
            http.consumeBytes(request, (chunks, body) -> {
                        splitter.accept(chunks);
                        body.consume();
                    })
                    .whenComplete((response, error) -> stream.begin(request, response, error, splitter));
        } catch (RuntimeException e) {
            stream.fail(Refusals.unsendable(request, e));
        }
        return stream;
    }

    private void begin(
            HttpRequest request,
            @Nullable HttpResponse<AsyncBody> response,
            @Nullable Throwable error,
            LineSplitter splitter) {
        String call = request.method() + " " + request.uri().getPath();
        if (response == null) {
            fail(Refusals.noAnswer(call, error == null ? new IllegalStateException("no answer") : error));
            return;
        }
        body.set(response.body());
        if (response.isSuccessful()) {
            opened.complete(null);
        }
        response.body().done().whenComplete((nothing, broken) -> {
            if (cancelled) {
                finish();
                return;
            }
            splitter.end();
            if (!response.isSuccessful()) {
                fail(refusals.of(response.code(), refusal.toString(), response.header("Retry-After")));
            } else if (broken != null) {
                fail(Refusals.noAnswer(call, broken));
            } else {
                finish();
            }
        });
        if (cancelled) {
            cancel();
        } else {
            response.body().consume();
        }
    }

    private void line(String text, Consumer<String> line) {
        if (!opened.isDone()) {
            refusal.append(text);
        } else if (!cancelled && !ended.isDone()) {
            try {
                line.accept(text);
            } catch (RuntimeException e) {
                // The listener cannot go on: the stream is over, whether or not the other side ends it.
                fail(Refusals.noAnswer("a line of the answer", e));
                cancel();
            }
        }
    }

    private void finish() {
        opened.complete(null);
        ended.complete(null);
    }

    private void fail(ClusterException problem) {
        opened.completeExceptionally(problem);
        ended.completeExceptionally(problem);
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
        cancelled = true;
        AsyncBody current = body.get();
        if (current != null) {
            current.cancel();
            finish();
        }
    }
}
