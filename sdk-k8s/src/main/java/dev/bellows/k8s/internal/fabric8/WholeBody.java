package dev.bellows.k8s.internal.fabric8;

import dev.bellows.k8s.port.ClusterException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The body of one answer, read whole as long as it is no longer than a limit: whatever sends more is not read to its end. */
final class WholeBody {
    /** A status is short; of what else comes with a refusal, such as a proxy's page, the beginning must do. */
    private static final int REFUSAL = 64 * 1024;

    private final String call;
    private final int most;
    private final Refusals refusals;
    private final Consumer<HttpResponse<?>> heard;
    private final Exchange exchange = new Exchange();
    private final Answer<byte[]> answer = new Answer<>(exchange::end);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile @Nullable HttpResponse<?> refusal;

    private WholeBody(String call, int most, Refusals refusals, Consumer<HttpResponse<?>> heard) {
        this.call = call;
        this.most = most;
        this.refusals = refusals;
        this.heard = heard;
    }

    /**
     * Sends a request.
     *
     * @param most how many bytes the body may have
     * @param heard looks at an answer when it has begun
     */
    static CompletableFuture<byte[]> send(
            HttpClient http, HttpRequest request, int most, Refusals refusals, Consumer<HttpResponse<?>> heard) {
        WholeBody body = new WholeBody(request.method() + " " + request.uri().getPath(), most, refusals, heard);
        try {
            http.consumeBytes(request, body::chunk).whenComplete(body::begin);
        } catch (RuntimeException e) {
            body.answer.completeExceptionally(Refusals.unsendable(request, e));
        }
        return body.answer;
    }

    private void begin(@Nullable HttpResponse<AsyncBody> response, @Nullable Throwable error) {
        if (response == null) {
            answer.completeExceptionally(
                    Refusals.noAnswer(call, error == null ? new IllegalStateException("no answer") : error));
            return;
        }
        heard.accept(response);
        refusal = response.isSuccessful() ? null : response;
        response.body().done().whenComplete((nothing, broken) -> {
            if (broken != null) {
                answer.completeExceptionally(Refusals.noAnswer(call, broken));
            } else {
                end();
            }
        });
        exchange.begin(response.body());
    }

    private void chunk(List<ByteBuffer> chunks, AsyncBody body) {
        HttpResponse<?> refused = refusal;
        int limit = refused == null ? most : REFUSAL;
        for (ByteBuffer chunk : chunks) {
            int room = limit - bytes.size();
            byte[] part = new byte[Math.min(chunk.remaining(), room)];
            boolean over = chunk.remaining() > room;
            chunk.get(part);
            bytes.writeBytes(part);
            if (over) {
                end(
                        refused == null
                                ? ClusterException.tooLong(call + ": more than " + most + " bytes")
                                : refused(refused));
                return;
            }
        }
        exchange.next(body);
    }

    private void end() {
        HttpResponse<?> refused = refusal;
        if (refused == null) {
            answer.complete(bytes.toByteArray());
        } else {
            answer.completeExceptionally(refused(refused));
        }
    }

    private void end(RuntimeException problem) {
        answer.completeExceptionally(problem);
        exchange.end();
    }

    private RuntimeException refused(HttpResponse<?> response) {
        return refusals.of(response.code(), bytes.toString(StandardCharsets.UTF_8), response.header("Retry-After"));
    }
}
