package dev.bellows.testkit.internal.kubelet;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The values that a downward API reference reads from a pod. */
record PodFields(Pod pod, String podIp, String hostIp) {
    private static final Pattern ENTRY = Pattern.compile("metadata\\.(labels|annotations)\\['([^']+)'\\]");

    /** The field's value; empty for a path that this node does not know. An absent label or annotation is an empty text. */
    Optional<String> value(String path) {
        Matcher entry = ENTRY.matcher(path);
        return entry.matches()
                ? Optional.of(entries(entry.group(1)).getOrDefault(entry.group(2), ""))
                : Optional.ofNullable(plain(path));
    }

    private @Nullable String plain(String path) {
        ObjectMeta metadata = pod.getMetadata();
        return switch (path) {
            case "metadata.name" -> metadata.getName();
            case "metadata.namespace" -> metadata.getNamespace();
            case "metadata.uid" -> metadata.getUid();
            case "metadata.labels" -> lines(entries("labels"));
            case "metadata.annotations" -> lines(entries("annotations"));
            case "spec.nodeName" -> pod.getSpec().getNodeName();
            case "spec.serviceAccountName" -> serviceAccount();
            case "status.podIP", "status.podIPs" -> podIp;
            case "status.hostIP", "status.hostIPs" -> hostIp;
            default -> null;
        };
    }

    private String serviceAccount() {
        String name = pod.getSpec().getServiceAccountName();
        return name == null ? "default" : name;
    }

    private Map<String, String> entries(String kind) {
        ObjectMeta metadata = pod.getMetadata();
        Map<String, String> entries = kind.equals("labels") ? metadata.getLabels() : metadata.getAnnotations();
        return entries == null ? Map.of() : entries;
    }

    /** The file format of the downward API: sorted lines of {@code key="value"}. */
    private static String lines(Map<String, String> entries) {
        return new TreeMap<>(entries)
                .entrySet().stream()
                        .map(e -> e.getKey() + "=\""
                                + e.getValue()
                                        .replace("\\", "\\\\")
                                        .replace("\"", "\\\"")
                                        .replace("\n", "\\n")
                                + '"')
                        .collect(Collectors.joining("\n"));
    }
}
