package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the API fills in when a new object leaves it open. */
final class Defaults {

    private Defaults() {}

    static void fill(ResourceType type, ObjectNode object) {
        if (type.equals(ResourceType.PODS)) {
            pod(object);
        } else if (type.equals(ResourceType.SERVICES)) {
            service(object);
        } else if (type.equals(ResourceType.NAMESPACES)) {
            namespace(object);
        } else if (type.equals(ResourceType.SECRETS)) {
            putIfAbsent(object, "type", "Opaque");
        }
    }

    private static void pod(ObjectNode pod) {
        Metadata.of(pod).put("generation", 1);
        ObjectNode spec = object(pod, "spec");
        putIfAbsent(spec, "restartPolicy", "Always");
        putIfAbsent(spec, "dnsPolicy", "ClusterFirst");
        putIfAbsent(spec, "schedulerName", "default-scheduler");
        putIfAbsent(spec, "serviceAccountName", spec.path("serviceAccount").asText("default"));
        putIfAbsent(spec, "serviceAccount", spec.path("serviceAccountName").asText());
        if (!spec.hasNonNull("terminationGracePeriodSeconds")) {
            spec.put("terminationGracePeriodSeconds", 30);
        }
        if (!spec.hasNonNull("enableServiceLinks")) {
            spec.put("enableServiceLinks", true);
        }
        object(spec, "securityContext");
        spec.path("initContainers").forEach(Defaults::container);
        spec.path("containers").forEach(Defaults::container);
        ObjectNode status = pod.putObject("status");
        status.put("phase", "Pending").put("qosClass", QualityOfService.of(spec));
    }

    private static void container(JsonNode node) {
        if (node instanceof ObjectNode container) {
            String image = container.path("image").asText("");
            boolean latest = image.endsWith(":latest") || image.indexOf(':', image.lastIndexOf('/') + 1) < 0;
            object(container, "resources");
            putIfAbsent(container, "terminationMessagePath", "/dev/termination-log");
            putIfAbsent(container, "terminationMessagePolicy", "File");
            putIfAbsent(container, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
        }
    }

    private static void service(ObjectNode service) {
        ObjectNode spec = object(service, "spec");
        putIfAbsent(spec, "type", "ClusterIP");
        putIfAbsent(spec, "sessionAffinity", "None");
        spec.path("ports").forEach(node -> {
            if (node instanceof ObjectNode port) {
                putIfAbsent(port, "protocol", "TCP");
                if (!port.hasNonNull("targetPort")) {
                    port.set("targetPort", port.path("port"));
                }
            }
        });
        service.putObject("status").putObject("loadBalancer");
    }

    private static void namespace(ObjectNode namespace) {
        object(Metadata.of(namespace), "labels").put("kubernetes.io/metadata.name", Metadata.name(namespace));
        object(namespace, "spec").putArray("finalizers").add("kubernetes");
        namespace.putObject("status").put("phase", "Active");
    }

    private static ObjectNode object(ObjectNode parent, String field) {
        return parent.path(field) instanceof ObjectNode child ? child : parent.putObject(field);
    }

    private static void putIfAbsent(ObjectNode object, String field, String value) {
        if (!object.hasNonNull(field)) {
            object.put(field, value);
        }
    }
}
