package dev.bellows.k8s.internal.fabric8;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import dev.bellows.k8s.interleavings.Interleavings;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.Interceptor.RequestTags;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("interleavings")
@Isolated
class RenewedTokenInterleavingsTest {
    private static final RequestTags NONE = new RequestTags() {
        @Override
        public <T> T getTag(Class<T> type) {
            throw new UnsupportedOperationException();
        }
    };

    @Test
    void requests_that_are_refused_meanwhile_have_one_new_token_and_are_all_sent_once_more() {
        Interleavings.of(() -> {
            AtomicInteger renewed = new AtomicInteger();
            CompletableFuture<String> fresh = new CompletableFuture<>();
            RenewedToken token = new RenewedToken("old", () -> {
                renewed.incrementAndGet();
                return fresh;
            });
            Sent first = new Sent();
            Sent second = new Sent();

            together(() -> first.refused(token), () -> second.refused(token), () -> fresh.complete("new"));

            must(renewed.get() == 1, "had anew " + renewed);
            must(first.again.getNow(false) && second.again.getNow(false), "both are sent once more");
            must("Bearer new".equals(first.header) && "Bearer new".equals(second.header), "with the new one");
        });
    }

    private static final class Sent implements BasicBuilder {
        private CompletableFuture<Boolean> again = new CompletableFuture<>();
        private volatile String header = "";

        void refused(RenewedToken token) {
            again = token.afterFailure(this, new OpenAnswer(401, "Bearer old"), NONE);
        }

        @Override
        public BasicBuilder uri(URI uri) {
            return this;
        }

        @Override
        public BasicBuilder header(String key, String value) {
            return this;
        }

        @Override
        public BasicBuilder setHeader(String key, String value) {
            header = value;
            return this;
        }
    }
}
