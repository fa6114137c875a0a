package dev.bellows.testkit.internal.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.Patience;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** The events of a watch that was opened as a plain HTTP request. */
final class WatchLines implements AutoCloseable {

    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private final StringBuilder rest = new StringBuilder();
    private AsyncBody body;
    private CompletableFuture<Boolean> ended;

    static WatchLines open(HttpClient client, HttpRequest request) {
        WatchLines lines = new WatchLines();
        lines.body = Patience.join(client.consumeBytes(request, lines::take)).body();
        lines.ended = lines.body.done().handle((done, failure) -> failure == null);
        lines.body.consume();
        return lines;
    }

    /** The next event. */
    JsonNode next() {
        try {
            return Patience.next(events);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The next event of a type; others are passed over. */
    JsonNode next(String type) {
        JsonNode event = next();
        while (!event.path("type").asText().equals(type)) {
            event = next();
        }
        return event;
    }

    /** The next event of a type and an object; others are passed over. */
    JsonNode next(String type, String name) {
        JsonNode event = next(type);
        while (!event.at("/object/metadata/name").asText().equals(name)) {
            event = next(type);
        }
        return event;
    }

    void awaitEnd() {
        assertThat(Patience.join(ended)).as("ended without a failure").isTrue();
    }

    /** Waits until the connection is gone, in whatever way. */
    void awaitClosed() {
        Patience.join(ended);
    }

    @Override
    public void close() {
        // The connection of a watch that has ended may carry another request by now.
        if (!ended.isDone()) {
            body.cancel();
        }
    }

    private synchronized void take(List<ByteBuffer> buffers, AsyncBody source) {
        buffers.forEach(buffer -> rest.append(StandardCharsets.UTF_8.decode(buffer)));
        for (int end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
            String line = rest.substring(0, end);
            rest.delete(0, end + 1);
            if (!line.isBlank()) {
                events.add(RawApi.read(line));
            }
        }
        source.consume();
    }
}
