package dev.bellows.k8s.internal.fabric8;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bearer token of all requests, had anew when the API server refuses it, once for all requests that it refuses meanwhile; those are
 * sent once more. Thread-safe.
 */
final class RenewedToken implements Interceptor {
    private static final String AUTHORIZATION = "Authorization";
    private static final int UNAUTHORIZED = 401;

    private final Supplier<CompletableFuture<String>> source;
    private String token;
    private @Nullable CompletableFuture<String> renewing;

    /** A token, and where the next comes from. */
    RenewedToken(String token, Supplier<CompletableFuture<String>> source) {
        this.token = token;
        this.source = source;
    }

    /** Whether a header can hold it. */
    static boolean isToken(String text) {
        return text.matches("[\\x21-\\x7e]+");
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        builder.setHeader(AUTHORIZATION, bearer());
    }

    @Override
    public CompletableFuture<Boolean> afterFailure(BasicBuilder builder, HttpResponse<?> response, RequestTags tags) {
        if (response.code() != UNAUTHORIZED) {
            return CompletableFuture.completedFuture(false);
        }
        String refused = String.valueOf(response.request().header(AUTHORIZATION));
        return unlike(refused).handle((bearer, error) -> {
            if (error != null || bearer.equals(refused)) {
                return false;
            }
            builder.setHeader(AUTHORIZATION, bearer);
            return true;
        });
    }

    private synchronized String bearer() {
        return "Bearer " + token;
    }

    /** Another one than that was refused, if there is any by now. */
    private CompletableFuture<String> unlike(String refused) {
        CompletableFuture<String> next;
        synchronized (this) {
            if (!bearer().equals(refused)) {
                return CompletableFuture.completedFuture(bearer());
            }
            if (renewing != null) {
                return renewing;
            }
            next = new CompletableFuture<>();
            renewing = next;
        }
        source.get().whenComplete((fresh, error) -> {
            synchronized (this) {
                token = error == null ? fresh : token;
                renewing = null;
            }
            if (error == null) {
                next.complete(bearer());
            } else {
                next.completeExceptionally(error);
            }
        });
        return next;
    }
}
