package dev.bellows.conformance.spark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.job.pod.EnvSource;
import dev.bellows.job.pod.PodContainer;
import dev.bellows.job.pod.PodShape;
import dev.bellows.job.pod.SecretRef;
import java.util.TreeMap;

/** Containers beside Spark's as somebody writes them in a template. */
final class SubmittedContainers {
    private SubmittedContainers() {}

    static void addTo(ObjectNode spec, PodShape shape, String image) {
        shape.sidecars().forEach(container -> add(spec, container, image).put("restartPolicy", "Always"));
        shape.initContainers().forEach(container -> add(spec, container, image));
    }

    static void addVariable(ArrayNode env, String name, EnvSource source) {
        ObjectNode from = env.addObject().put("name", name).putObject("valueFrom");
        if (source instanceof SecretRef secret) {
            from.putObject("secretKeyRef").put("name", secret.name()).put("key", secret.key());
        } else if (source instanceof EnvSource.ConfigMapKey map) {
            from.putObject("configMapKeyRef").put("name", map.name()).put("key", map.key());
        } else if (source instanceof EnvSource.Field field) {
            from.putObject("fieldRef").put("apiVersion", "v1").put("fieldPath", field.path());
        } else if (source instanceof EnvSource.Resource resource) {
            from.putObject("resourceFieldRef").put("resource", resource.name());
        }
    }

    private static ObjectNode add(ObjectNode spec, PodContainer container, String image) {
        ObjectNode written = spec.withArray("initContainers")
                .addObject()
                .put("name", container.name())
                .put("image", container.image().orElse(image));
        container.command().forEach(word -> written.withArray("command").add(word));
        container.args().forEach(word -> written.withArray("args").add(word));
        new TreeMap<>(container.env())
                .forEach((name, value) ->
                        written.withArray("env").addObject().put("name", name).put("value", value));
        container.envSources().forEach((name, source) -> addVariable(written.withArray("env"), name, source));
        container.mounts().forEach(mount -> {
            ObjectNode mounted = written.withArray("volumeMounts")
                    .addObject()
                    .put("name", mount.volume())
                    .put("mountPath", mount.path());
            if (mount.readOnly()) {
                mounted.put("readOnly", true);
            }
        });
        container
                .ports()
                .forEach(port -> written.withArray("ports")
                        .addObject()
                        .put("containerPort", port)
                        .put("protocol", "TCP"));
        container
                .cpu()
                .ifPresent(cpu -> written.withObject("/resources/requests").put("cpu", cpu));
        container.memory().ifPresent(memory -> {
            written.withObject("/resources/requests").put("memory", memory);
            written.withObject("/resources/limits").put("memory", memory);
        });
        return written;
    }
}
