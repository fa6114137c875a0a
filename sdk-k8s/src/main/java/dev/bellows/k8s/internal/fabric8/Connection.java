package dev.bellows.k8s.internal.fabric8;

import dev.bellows.k8s.port.ClusterPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A connection to an API server.
 *
 * @param cluster the port
 * @param namespace the namespace that the environment names
 */
public record Connection(ClusterPort cluster, String namespace) {
    private static final String DEFAULT_NAMESPACE = "default";

    /** Opens a connection; nothing is sent. */
    public static Connection open(
            Optional<String> url, Optional<String> token, Optional<String> caCertificate, Optional<String> kubeconfig) {
        ConfigBuilder config = new ConfigBuilder(source(url, kubeconfig));
        url.ifPresent(config::withMasterUrl);
        token.ifPresent(config::withOauthToken);
        caCertificate.ifPresent(
                pem -> config.withCaCertData(Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8))));
        // Deadlines and retries are the runtime's: fabric8's know neither method nor outcome.
        config.withRequestTimeout(0).withRequestRetryBackoffLimit(0);
        Config built = config.build();
        String namespace = built.getNamespace() == null ? DEFAULT_NAMESPACE : built.getNamespace();
        return new Connection(
                new Fabric8Cluster(
                        new KubernetesClientBuilder().withConfig(built).build()),
                namespace);
    }

    /** Writes and reads objects as if they travelled: the first time takes a hundred times as long as those after it. */
    public static void rehearse(List<HasMetadata> objects) {
        // Written, answered with metadata, and heard of: pods whole, in the order of a submission.
        for (HasMetadata object : objects) {
            ObjectJson.read(json(object), PartialObjectMetadata.class);
        }
        objects.stream().filter(Pod.class::isInstance).forEach(pod -> ObjectJson.read(json(pod), Pod.class));
    }

    private static byte[] json(HasMetadata object) {
        return ObjectJson.write(object).getBytes(StandardCharsets.UTF_8);
    }

    private static Config source(Optional<String> url, Optional<String> kubeconfig) {
        if (kubeconfig.isPresent()) {
            return Config.fromKubeconfig(kubeconfig.get());
        }
        // A URL of one cluster with the credentials of another would send them to the wrong place.
        return url.isPresent() ? Config.empty() : Config.autoConfigure(null);
    }
}
