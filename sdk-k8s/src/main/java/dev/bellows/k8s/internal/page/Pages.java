package dev.bellows.k8s.internal.page;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort.Listing;
import dev.bellows.k8s.port.ClusterPort.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a list, page by page: thousands of objects in one answer would be in memory several times over, and no deadline would
 * fit them all.
 */
public final class Pages<T> {
    /** How many objects a page has: a large run's pods; of large objects fewer. */
    private static final int MOST = 1000;

    private static final int SMALLER = 4;

    /** A continue token expires after some minutes: a list that takes longer begins anew, twice at most. */
    private static final int BEGINNINGS = 3;

    private static final int EXPIRED = 410;

    private final Call<T> call;
    private final List<T> items = new ArrayList<>();
    private int most = MOST;
    private int beginnings = 1;

    private Pages(Call<T> call) {
        this.call = call;
    }

    /**
     * Asks for a page.
     *
     * @param <T> the model class
     */
    @FunctionalInterface
    public interface Call<T> {
        /** The page that begins at a place, of at most so many objects. */
        CompletableFuture<Page<T>> page(String from, int most);
    }

    /** Reads all pages. */
    public static <T> CompletableFuture<Listing<T>> read(Call<T> call) {
        return new Pages<>(call).from("");
    }

    private CompletableFuture<Listing<T>> from(String place) {
        return call.page(place, most)
                .handle((page, error) -> error == null ? taken(page) : missed(place, ClusterException.in(error)))
                .thenCompose(next -> next);
    }

    private CompletableFuture<Listing<T>> taken(@Nullable Page<T> page) {
        if (page == null) {
            return CompletableFuture.failedFuture(ClusterException.noAnswer("a list without a page"));
        }
        items.addAll(page.items());
        return page.next().isEmpty()
                ? CompletableFuture.completedFuture(new Listing<>(items, page.resourceVersion()))
                : from(page.next());
    }

    private CompletableFuture<Listing<T>> missed(String place, ClusterException problem) {
        if (problem.isTooLong() && most > 1) {
            most = Math.max(1, most / SMALLER);
            return from(place);
        }
        if (problem.code() == EXPIRED && !place.isEmpty() && beginnings < BEGINNINGS) {
            beginnings++;
            items.clear();
            return from("");
        }
        return CompletableFuture.failedFuture(problem);
    }
}
