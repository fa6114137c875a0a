package dev.bellows.testkit.internal.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One kind of object the store serves.
 *
 * @param group API group; empty for the core group
 * @param version API version, such as {@code v1}
 * @param plural name of the collection in paths
 * @param kind name of the kind in objects
 * @param namespaced whether objects live in a namespace
 */
public record ResourceType(String group, String version, String plural, String kind, boolean namespaced) {

    public static final ResourceType PODS = core("pods", "Pod", true);
    public static final ResourceType SERVICES = core("services", "Service", true);
    public static final ResourceType CONFIG_MAPS = core("configmaps", "ConfigMap", true);
    public static final ResourceType SECRETS = core("secrets", "Secret", true);
    public static final ResourceType NAMESPACES = core("namespaces", "Namespace", false);
    public static final ResourceType NODES = core("nodes", "Node", false);
    public static final ResourceType EVENTS = core("events", "Event", true);
    public static final ResourceType ENDPOINTS = core("endpoints", "Endpoints", true);
    public static final ResourceType PERSISTENT_VOLUMES = core("persistentvolumes", "PersistentVolume", false);
    public static final ResourceType PERSISTENT_VOLUME_CLAIMS =
            core("persistentvolumeclaims", "PersistentVolumeClaim", true);
    public static final ResourceType SERVICE_ACCOUNTS = core("serviceaccounts", "ServiceAccount", true);
    public static final ResourceType RESOURCE_QUOTAS = core("resourcequotas", "ResourceQuota", true);
    public static final ResourceType LIMIT_RANGES = core("limitranges", "LimitRange", true);
    public static final ResourceType ROLES = rbac("roles", "Role", true);
    public static final ResourceType ROLE_BINDINGS = rbac("rolebindings", "RoleBinding", true);
    public static final ResourceType CLUSTER_ROLES = rbac("clusterroles", "ClusterRole", false);
    public static final ResourceType CLUSTER_ROLE_BINDINGS = rbac("clusterrolebindings", "ClusterRoleBinding", false);
    public static final ResourceType NETWORK_POLICIES =
            new ResourceType("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy", true);
    public static final ResourceType INGRESSES =
            new ResourceType("networking.k8s.io", "v1", "ingresses", "Ingress", true);
    public static final ResourceType POD_DISRUPTION_BUDGETS =
            new ResourceType("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget", true);
    public static final ResourceType PRIORITY_CLASSES =
            new ResourceType("scheduling.k8s.io", "v1", "priorityclasses", "PriorityClass", false);
    public static final ResourceType STORAGE_CLASSES =
            new ResourceType("storage.k8s.io", "v1", "storageclasses", "StorageClass", false);
    public static final ResourceType LEASES = new ResourceType("coordination.k8s.io", "v1", "leases", "Lease", true);

    private static final List<ResourceType> ALL = List.of(
            PODS,
            SERVICES,
            CONFIG_MAPS,
            SECRETS,
            NAMESPACES,
            NODES,
            EVENTS,
            ENDPOINTS,
            PERSISTENT_VOLUMES,
            PERSISTENT_VOLUME_CLAIMS,
            SERVICE_ACCOUNTS,
            RESOURCE_QUOTAS,
            LIMIT_RANGES,
            ROLES,
            ROLE_BINDINGS,
            CLUSTER_ROLES,
            CLUSTER_ROLE_BINDINGS,
            NETWORK_POLICIES,
            INGRESSES,
            POD_DISRUPTION_BUDGETS,
            PRIORITY_CLASSES,
            STORAGE_CLASSES,
            LEASES);

    private static final Set<ResourceType> WITH_STATUS = Set.of(
            PODS,
            SERVICES,
            NODES,
            NAMESPACES,
            PERSISTENT_VOLUMES,
            PERSISTENT_VOLUME_CLAIMS,
            RESOURCE_QUOTAS,
            INGRESSES,
            POD_DISRUPTION_BUDGETS);
    private static final Set<ResourceType> WITH_GENERATION =
            Set.of(PODS, NETWORK_POLICIES, INGRESSES, POD_DISRUPTION_BUDGETS);

    /** Every kind the store serves. */
    public static List<ResourceType> all() {
        return ALL;
    }

    /** The kind behind a path, if the store serves it. */
    public static Optional<ResourceType> find(String group, String version, String plural) {
        return ALL.stream()
                .filter(type -> type.group.equals(group) && type.version.equals(version) && type.plural.equals(plural))
                .findFirst();
    }

    /** The kind that an object or an owner reference names, if the store serves it. */
    public static Optional<ResourceType> ofKind(String apiVersion, String kind) {
        return ALL.stream()
                .filter(type -> type.apiVersion().equals(apiVersion) && type.kind.equals(kind))
                .findFirst();
    }

    /** The {@code apiVersion} of objects of this kind. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** Whether the status of objects is written apart from the rest. */
    public boolean hasStatus() {
        return WITH_STATUS.contains(this);
    }

    /** Whether objects count the changes of their spec. */
    boolean hasGeneration() {
        return WITH_GENERATION.contains(this);
    }

    /** The collection with its group, as error messages name it. */
    String qualifiedResource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** The kind with its group, as error messages name it. */
    String qualifiedKind() {
        return group.isEmpty() ? kind : kind + "." + group;
    }

    private static ResourceType core(String plural, String kind, boolean namespaced) {
        return new ResourceType("", "v1", plural, kind, namespaced);
    }

    private static ResourceType rbac(String plural, String kind, boolean namespaced) {
        return new ResourceType("rbac.authorization.k8s.io", "v1", plural, kind, namespaced);
    }
}
