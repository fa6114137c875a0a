package dev.bellows.k8s.internal.fabric8;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** An answer that goes on until it is cancelled, and counts how many chunks it was asked for. */
final class OpenAnswer implements HttpResponse<AsyncBody>, AsyncBody {
    private final int code;
    private final String authorization;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    OpenAnswer(int code, String authorization) {
        this.code = code;
        this.authorization = authorization;
    }

    int asked() {
        return asked.get();
    }

    int cancelled() {
        return cancelled.get();
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public AsyncBody body() {
        return this;
    }

    @Override
    public HttpRequest request() {
        return new Get(authorization);
    }

    @Override
    public Optional<HttpResponse<?>> previousResponse() {
        return Optional.empty();
    }

    @Override
    public List<String> headers(String key) {
        return List.of();
    }

    @Override
    public Map<String, List<String>> headers() {
        return Map.of();
    }

    @Override
    public void consume() {
        asked.incrementAndGet();
    }

    @Override
    public CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public void cancel() {
        cancelled.incrementAndGet();
        done.completeExceptionally(new IllegalStateException("cancelled"));
    }
}
