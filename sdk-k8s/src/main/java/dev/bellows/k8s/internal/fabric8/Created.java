package dev.bellows.k8s.internal.fabric8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;

/** What an API server made of an object: for the kinds of a submission only the metadata is asked for, as the rest is known. */
final class Created {
    private Created() {}

    /** Whether the answer is metadata alone. */
    static boolean isMetadata(HasMetadata sent) {
        return sent instanceof ConfigMap || sent instanceof Pod || sent instanceof Service;
    }

    /** The object as it was sent, with the metadata that it has got. */
    static HasMetadata with(HasMetadata sent, ObjectMeta metadata) {
        String version = sent.getApiVersion();
        String kind = sent.getKind();
        if (sent instanceof ConfigMap map) {
            return new ConfigMap(version, map.getBinaryData(), map.getData(), map.getImmutable(), kind, metadata);
        } else if (sent instanceof Pod pod) {
            return new Pod(version, kind, metadata, pod.getSpec(), pod.getStatus());
        } else if (sent instanceof Service service) {
            return new Service(version, kind, metadata, service.getSpec(), service.getStatus());
        }
        throw new IllegalArgumentException("kind: " + kind + " (expected: one whose metadata is asked for)");
    }
}
