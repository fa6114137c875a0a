package dev.bellows.k8s.internal.fabric8;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.k8s.interleavings.Interleavings;
import dev.bellows.k8s.port.ClusterPort.Stream;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("interleavings")
@Isolated
class ByteStreamInterleavingsTest {
    @Test
    void an_answer_that_begins_while_its_reader_ends_it_does_not_go_on() {
        Interleavings.of(() -> {
            OpenAnswer answer = new OpenAnswer(200, "");
            Client client = new Client();
            Stream stream = ByteStream.open(client, new Get(""), 1_000, new Refusals(new JsonMapper()), line -> {});

            together(() -> client.response.complete(answer), stream::cancel);

            must(answer.cancelled() > 0, "the answer is ended");
            must(stream.opened().isDone() && stream.ended().isDone(), "its reader knows");
        });
    }

    private static final class Client implements HttpClient {
        private final CompletableFuture<HttpResponse<AsyncBody>> response = new CompletableFuture<>();

        @Override
        public void close() {
            // There is nothing to close.
        }

        @Override
        public DerivedClientBuilder newBuilder() {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, Class<T> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<HttpResponse<AsyncBody>> consumeBytes(
                HttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
            return response;
        }

        @Override
        public WebSocket.Builder newWebSocketBuilder() {
            throw new UnsupportedOperationException();
        }

        @Override
        public HttpRequest.Builder newHttpRequestBuilder() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isClosed() {
            return false;
        }
    }
}
