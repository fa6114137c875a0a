package dev.bellows.conformance.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.Projection;
import dev.bellows.job.pod.VolumeSource;
import java.util.Map;
import java.util.TreeMap;

/** A volume as somebody writes it in a template. */
final class SubmittedVolume {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SubmittedVolume() {}

    static ObjectNode of(PodVolume volume) {
        ObjectNode written = JSON.createObjectNode().put("name", volume.name());
        VolumeSource source = volume.source();
        if (source instanceof VolumeSource.HostPath host) {
            written.putObject("hostPath")
                    .put("path", host.path())
                    .put("type", host.kind().orElse(""));
        } else if (source instanceof VolumeSource.ConfigMapFiles map) {
            addItems(written.putObject("configMap").put("name", map.name()), map.items());
        } else if (source instanceof VolumeSource.SecretFiles secret) {
            addItems(written.putObject("secret").put("secretName", secret.name()), secret.items());
        } else if (source instanceof VolumeSource.Projected projected) {
            projected
                    .projections()
                    .forEach(part -> add(
                            written.withObject("/projected")
                                    .withArray("sources")
                                    .addObject(),
                            part));
        } else if (source instanceof VolumeSource.Ephemeral made) {
            ObjectNode claim = written.withObject("/ephemeral/volumeClaimTemplate/spec");
            claim.putArray("accessModes").add("ReadWriteOnce");
            claim.put("storageClassName", made.storageClass());
            claim.withObject("/resources/requests").put("storage", made.size());
        }
        return written;
    }

    private static void add(ObjectNode written, Projection part) {
        if (part instanceof Projection.OfConfigMap map) {
            addItems(written.putObject("configMap").put("name", map.name()), map.items());
        } else if (part instanceof Projection.OfSecret secret) {
            addItems(written.putObject("secret").put("name", secret.name()), secret.items());
        } else if (part instanceof Projection.OfToken token) {
            ObjectNode account = written.putObject("serviceAccountToken")
                    .put("audience", token.audience())
                    .put("path", token.path());
            token.expirationSeconds().ifPresent(seconds -> account.put("expirationSeconds", seconds));
        }
    }

    private static void addItems(ObjectNode source, Map<String, String> items) {
        new TreeMap<>(items)
                .forEach((key, path) ->
                        source.withArray("items").addObject().put("key", key).put("path", path));
    }
}
