package dev.bellows.k8s.port;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;

/**
 * A kind of object in the core API group.
 *
 * @param plural the name in paths
 * @param type the model class
 * @param metadataOnly whether the API server is asked for metadata alone
 * @param <T> the model class
 */
public record ObjectKind<T extends HasMetadata>(String plural, Class<T> type, boolean metadataOnly) {
    /** Pods. */
    public static final ObjectKind<Pod> PODS = new ObjectKind<>("pods", Pod.class, false);

    /** Services. */
    public static final ObjectKind<Service> SERVICES = new ObjectKind<>("services", Service.class, false);

    /** ConfigMaps, whole. */
    public static final ObjectKind<ConfigMap> CONFIG_MAPS = new ObjectKind<>("configmaps", ConfigMap.class, false);

    /** ConfigMaps without their content: how records are watched. */
    public static final ObjectKind<PartialObjectMetadata> CONFIG_MAP_METADATA =
            new ObjectKind<>("configmaps", PartialObjectMetadata.class, true);
}
