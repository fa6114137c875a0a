package dev.bellows.k8s.internal.preflight;

import dev.bellows.k8s.port.ObjectKind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.api.model.ResourceQuota;

/** The kinds that a preflight looks at; where only the existence of an object matters, its metadata. */
final class LookedAt {
    static final ObjectKind<PartialObjectMetadata> NAMESPACES = ObjectKind.metadata("v1", "namespaces");
    static final ObjectKind<PartialObjectMetadata> ACCOUNTS = ObjectKind.metadata("v1", "serviceaccounts");
    // The values of a Secret never leave the API server.
    static final ObjectKind<PartialObjectMetadata> SECRETS = ObjectKind.metadata("v1", "secrets");
    static final ObjectKind<PartialObjectMetadata> CLAIMS = ObjectKind.metadata("v1", "persistentvolumeclaims");
    static final ObjectKind<PartialObjectMetadata> PRIORITY_CLASSES =
            ObjectKind.metadata("scheduling.k8s.io/v1", "priorityclasses");
    static final ObjectKind<PartialObjectMetadata> STORAGE_CLASSES =
            ObjectKind.metadata("storage.k8s.io/v1", "storageclasses");
    static final ObjectKind<ResourceQuota> QUOTAS =
            new ObjectKind<>("v1", "resourcequotas", ResourceQuota.class, false);
    static final ObjectKind<LimitRange> LIMIT_RANGES = new ObjectKind<>("v1", "limitranges", LimitRange.class, false);
    static final ObjectKind<Node> NODES = new ObjectKind<>("v1", "nodes", Node.class, false);
    static final ObjectKind<GenericKubernetesResource> RULES = new ObjectKind<>(
            "authorization.k8s.io/v1", "selfsubjectrulesreviews", GenericKubernetesResource.class, false);
    static final ObjectKind<GenericKubernetesResource> ACCESS = new ObjectKind<>(
            "authorization.k8s.io/v1", "localsubjectaccessreviews", GenericKubernetesResource.class, false);

    private LookedAt() {}
}
