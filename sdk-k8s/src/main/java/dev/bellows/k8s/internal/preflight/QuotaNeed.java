package dev.bellows.k8s.internal.preflight;

import dev.bellows.compile.CompiledJob;
import dev.bellows.compile.Footprint;
import dev.bellows.compile.QuotaFit;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What quotas must have room for before a job is of use: its driver and its least number of executors. Immutable. */
public final class QuotaNeed {
    private final Footprint footprint;
    private final List<Pod> pods;

    private QuotaNeed(Footprint footprint, List<Pod> pods) {
        this.footprint = footprint;
        this.pods = pods;
    }

    /** What a job needs. */
    public static QuotaNeed of(CompiledJob job) {
        return new QuotaNeed(job.footprint(), List.of(job.driverPod(), job.executorPod(1)));
    }

    /**
     * What keeps a job out of a quota now.
     *
     * @param owed what others are still to get of it
     */
    public Optional<String> lackIn(ResourceQuota quota, Collection<Owed> owed) {
        Map<String, Quantity> free = new TreeMap<>();
        QuotaCheck.free(quota).forEach((resource, left) -> {
            BigDecimal promised = owed.stream()
                    .filter(other -> other.need.isCountedBy(quota))
                    .map(other -> other.of(resource))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            free.put(resource, Amounts.quantity(left.getNumericalAmount().subtract(promised)));
        });
        return lack(quota, free, "leaves");
    }

    /** What keeps a job out of a quota even if nothing else counts in it. */
    public Optional<String> lackInAllOf(ResourceQuota quota) {
        return lack(quota, QuotaCheck.hard(quota), "has");
    }

    private Optional<String> lack(ResourceQuota quota, Map<String, Quantity> room, String verb) {
        if (!isCountedBy(quota) || QuotaFit.of(footprint, room).hasMinimum(footprint)) {
            return Optional.empty();
        }
        String name = "quota " + quota.getMetadata().getName();
        String who = "the driver and " + footprint.minimumExecutors() + " executors";
        return Optional.of(room.entrySet().stream()
                .filter(left -> needed(left.getKey()).compareTo(left.getValue().getNumericalAmount()) > 0)
                .findFirst()
                .map(left -> name + " " + verb + " "
                        + Amounts.text(left.getKey(), left.getValue().getNumericalAmount()) + " of " + left.getKey()
                        + ", and " + who + " need " + Amounts.text(left.getKey(), needed(left.getKey())))
                .orElse(name + " limits CPU, and " + who + " have no CPU limit"));
    }

    private BigDecimal needed(String resource) {
        return of(resource, 0);
    }

    /** The part of it that is not there when so many pods are. */
    private BigDecimal of(String resource, int pods) {
        int executors = footprint.minimumExecutors() - Math.max(0, pods - 1);
        BigDecimal driver = pods > 0 ? BigDecimal.ZERO : footprint.driver().countedAs(resource);
        return footprint
                .executor()
                .countedAs(resource)
                .multiply(BigDecimal.valueOf(Math.max(0, executors)))
                .add(driver);
    }

    private boolean isCountedBy(ResourceQuota quota) {
        return pods.stream().allMatch(pod -> QuotaScope.counts(quota, pod));
    }

    /**
     * What a run is still to get.
     *
     * @param need what it needs in all
     * @param pods how many of its pods the quota counts already, the driver first
     */
    public record Owed(QuotaNeed need, int pods) {
        private BigDecimal of(String resource) {
            return need.of(resource, pods);
        }
    }
}
