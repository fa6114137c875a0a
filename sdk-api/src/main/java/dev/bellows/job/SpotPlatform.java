package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who offers nodes that may be taken away, how they are labelled, and how long before they go a pod hears of it. */
public enum SpotPlatform {
    /** Google Kubernetes Engine; of its 30 seconds a pod gets 15. */
    GKE("cloud.google.com/gke-spot", "true", true, 15),
    /** Managed node groups of Amazon's EKS. */
    EKS("eks.amazonaws.com/capacityType", "SPOT", false, 120),
    /** Karpenter. */
    KARPENTER("karpenter.sh/capacity-type", "spot", false, 120),
    /** Azure Kubernetes Service. */
    AKS("kubernetes.azure.com/scalesetpriority", "spot", true, 30);

    private final String key;
    private final String value;
    private final boolean tainted;
    private final Duration notice;

    SpotPlatform(String key, String value, boolean tainted, int noticeSeconds) {
        this.key = key;
        this.value = value;
        this.tainted = tainted;
        this.notice = Duration.ofSeconds(noticeSeconds);
    }

    /** The label of such nodes. */
    public NodeLabel nodes() {
        return new NodeLabel(key, List.of(value));
    }

    /** The key of the taint that keeps other pods off such nodes, if they have one. */
    public Optional<String> taint() {
        return tainted ? Optional.of(key) : Optional.empty();
    }

    /** The time between the notice and the end of a pod. */
    public Duration notice() {
        return notice;
    }

    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
