package dev.bellows.k8s.internal.preflight;

import dev.bellows.k8s.port.ClusterPort;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What the quotas of a namespace leave at the moment. */
public final class QuotaReading {
    private static final Set<String> MEMORY = Set.of("memory", "requests.memory", "limits.memory");
    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1024L * 1024);
    private static final String EVERYTHING = "";

    private QuotaReading() {}

    /** All quotas; fails without the right to read them. */
    public static CompletableFuture<List<ResourceQuota>> all(ClusterPort cluster, String namespace) {
        return cluster.list(LookedAt.QUOTAS, namespace, EVERYTHING).thenApply(ClusterPort.Listing::items);
    }

    /** The memory that each quota leaves that counts all pods; fails without the right to read them. */
    public static CompletableFuture<List<Left>> memory(ClusterPort cluster, String namespace) {
        return all(cluster, namespace)
                .thenApply(quotas -> quotas.stream()
                        .filter(QuotaScope::countsEvery)
                        .flatMap(QuotaReading::memory)
                        .toList());
    }

    private static Stream<Left> memory(ResourceQuota quota) {
        return QuotaCheck.free(quota).entrySet().stream()
                .filter(left -> MEMORY.contains(left.getKey()))
                .map(left -> new Left(quota.getMetadata().getName(), left.getKey(), mebibytes(left.getValue())));
    }

    private static long mebibytes(Quantity amount) {
        return amount.getNumericalAmount()
                .divide(MEBIBYTE, 0, RoundingMode.DOWN)
                .longValue();
    }

    /**
     * What a quota leaves of a resource.
     *
     * @param quota its name
     * @param resource such as {@code limits.memory}
     * @param freeMib in mebibytes
     */
    public record Left(String quota, String resource, long freeMib) {}
}
