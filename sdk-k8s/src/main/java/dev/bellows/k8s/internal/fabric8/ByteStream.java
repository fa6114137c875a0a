package dev.bellows.k8s.internal.fabric8;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An answer of lines that goes on until one side ends it. */
final class ByteStream implements ClusterPort.Stream {
    /** Of a refusal the beginning must do. */
    private static final int REFUSAL = 64 * 1024;

    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Exchange exchange = new Exchange();
    private final StringBuilder page = new StringBuilder();
    private final Refusals refusals;
    private final String call;
    private final LineSplitter splitter;
    private volatile @Nullable HttpResponse<?> refused;

    private ByteStream(Refusals refusals, String call, int most, Consumer<String> line) {
        this.refusals = refusals;
        this.call = call;
        this.splitter = new LineSplitter(most, text -> line(text, line));
    }

    /**
     * Sends a request.
     *
     * @param most how many bytes a line may have; a longer one comes in pieces
     */
    static ByteStream open(HttpClient http, HttpRequest request, int most, Refusals refusals, Consumer<String> line) {
        String call = request.method() + " " + request.uri().getPath();
        ByteStream stream = new ByteStream(refusals, call, most, line);
        try {
            http.consumeBytes(request, (chunks, body) -> {
                        stream.splitter.accept(chunks);
                        stream.exchange.next(body);
                    })
                    .whenComplete(stream::begin);
        } catch (RuntimeException e) {
            stream.fail(Refusals.unsendable(request, e));
        }
        return stream;
    }

    private void begin(@Nullable HttpResponse<AsyncBody> response, @Nullable Throwable error) {
        if (response == null) {
            fail(Refusals.noAnswer(call, error == null ? new IllegalStateException("no answer") : error));
            return;
        }
        if (response.isSuccessful()) {
            opened.complete(null);
        } else {
            refused = response;
        }
        response.body().done().whenComplete((nothing, broken) -> {
            if (ended.isDone()) {
                return;
            }
            splitter.end();
            if (!response.isSuccessful()) {
                fail(refusal(response));
            } else if (broken != null) {
                fail(Refusals.noAnswer(call, broken));
            } else {
                ended.complete(null);
            }
        });
        exchange.begin(response.body());
    }

    private void line(String text, Consumer<String> line) {
        if (ended.isDone()) {
            return;
        }
        HttpResponse<?> refusing = refused;
        if (refusing != null) {
            page.append(text, 0, Math.min(text.length(), REFUSAL - page.length()));
            if (page.length() == REFUSAL) {
                fail(refusal(refusing));
                exchange.end();
            }
            return;
        }
        try {
            line.accept(text);
        } catch (RuntimeException | Error e) {
            // The listener cannot go on: the stream is over, whether or not the other side ends it.
            fail(Refusals.noAnswer("a line of the answer", e));
            exchange.end();
        }
    }

    private ClusterException refusal(HttpResponse<?> response) {
        return refusals.of(response.code(), page.toString(), response.header("Retry-After"));
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
    public void hold() {
        exchange.hold();
    }

    @Override
    public void release() {
        exchange.release();
    }

    @Override
    public void cancel() {
        opened.completeExceptionally(ClusterException.noAnswer(call + ": cancelled"));
        ended.complete(null);
        exchange.end();
    }
}
