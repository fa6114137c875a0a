package dev.bellows.k8s.port;

import io.fabric8.kubernetes.api.Pluralize;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A kind of object.
 *
 * @param apiVersion its API version, such as {@code v1} or {@code networking.k8s.io/v1}
 * @param plural the name in paths
 * @param type the model class
 * @param metadataOnly whether the API server is asked for metadata alone
 * @param <T> the model class
 */
public record ObjectKind<T extends HasMetadata>(String apiVersion, String plural, Class<T> type, boolean metadataOnly) {
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._~:-]+");

    /** Pods. */
    public static final ObjectKind<Pod> PODS = new ObjectKind<>("v1", "pods", Pod.class, false);

    /** Services. */
    public static final ObjectKind<Service> SERVICES = new ObjectKind<>("v1", "services", Service.class, false);

    /** ConfigMaps, whole. */
    public static final ObjectKind<ConfigMap> CONFIG_MAPS =
            new ObjectKind<>("v1", "configmaps", ConfigMap.class, false);

    /** Secrets, whole. */
    public static final ObjectKind<Secret> SECRETS = new ObjectKind<>("v1", "secrets", Secret.class, false);

    /** ConfigMaps without their content: how records are watched. */
    public static final ObjectKind<PartialObjectMetadata> CONFIG_MAP_METADATA = metadata("v1", "configmaps");

    /** Pods without specification and status. */
    public static final ObjectKind<PartialObjectMetadata> POD_METADATA = metadata("v1", "pods");

    /** Services without specification and status. */
    public static final ObjectKind<PartialObjectMetadata> SERVICE_METADATA = metadata("v1", "services");

    /** A kind of which only the metadata is asked for. */
    public static ObjectKind<PartialObjectMetadata> metadata(String apiVersion, String plural) {
        return new ObjectKind<>(apiVersion, plural, PartialObjectMetadata.class, true);
    }

    /** Events: what the cluster's parts say about objects. */
    public static final ObjectKind<Event> EVENTS = new ObjectKind<>("v1", "events", Event.class, false);

    /** The kind of any object, read back as plain fields. */
    public static ObjectKind<GenericKubernetesResource> of(HasMetadata object) {
        String plural = Pluralize.toPlural(object.getKind().toLowerCase(Locale.ROOT));
        return new ObjectKind<>(object.getApiVersion(), plural, GenericKubernetesResource.class, false);
    }

    /**
     * The path under which the objects of a namespace are found, such as {@code /api/v1/namespaces/default/pods}; for an empty one those
     * that are in none, such as {@code /api/v1/nodes}.
     *
     * @throws IllegalArgumentException if a path cannot hold the namespace, or would lead elsewhere with it
     */
    public String path(String namespace) {
        String root = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
        return namespace.isEmpty()
                ? root + "/" + plural
                : root + "/namespaces/" + segment("namespace", namespace) + "/" + plural;
    }

    /**
     * The path of one object.
     *
     * @throws IllegalArgumentException if a path cannot hold the namespace or the name, or would lead elsewhere with it
     */
    public String path(String namespace, String name) {
        return path(namespace) + "/" + segment("name", name);
    }

    private static String segment(String field, String text) {
        if (!SEGMENT.matcher(text).matches() || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException(
                    field + ": " + text + " (expected: letters, digits, '-', '.', '_', '~' and ':')");
        }
        return text;
    }
}
