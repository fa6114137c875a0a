package dev.bellows.k8s.internal.fabric8;

import dev.bellows.k8s.port.ClusterPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
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

    /**
     * Opens a connection; nothing is sent.
     *
     * @throws IllegalArgumentException if what it is given cannot be used; the message says where and what, and holds no credentials
     */
    public static Connection open(
            Optional<String> url, Optional<String> token, Optional<String> caCertificate, Optional<String> kubeconfig) {
        return open(url, token, caCertificate, kubeconfig, Requests.Times.USUAL);
    }

    static Connection open(
            Optional<String> url,
            Optional<String> token,
            Optional<String> caCertificate,
            Optional<String> kubeconfig,
            Requests.Times times) {
        url.ifPresent(text -> Address.check("url", text));
        caCertificate.ifPresent(pem -> Certificates.check("caCertificate", pem));
        Login login = login(url, token, kubeconfig);
        ConfigBuilder config = new ConfigBuilder(login.config());
        url.ifPresent(config::withMasterUrl);
        token.ifPresent(config::withOauthToken);
        caCertificate.ifPresent(
                pem -> config.withCaCertData(Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8))));
        // Deadlines and retries are the runtime's: fabric8's know neither method nor outcome.
        config.withRequestTimeout(0).withRequestRetryBackoffLimit(0);
        Config built = config.build();
        Address.check("the API server's address", built.getMasterUrl());
        Certificates.check(built);
        KubernetesClientBuilder client = new KubernetesClientBuilder().withConfig(built);
        login.token()
                .ifPresent(renewed -> client.withHttpClientBuilderConsumer(
                        http -> http.addOrReplaceInterceptor(TokenRefreshInterceptor.NAME, renewed)));
        String namespace = built.getNamespace() == null ? DEFAULT_NAMESPACE : built.getNamespace();
        return new Connection(new Fabric8Cluster(client.build(), times), namespace);
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

    private static Login login(Optional<String> url, Optional<String> token, Optional<String> kubeconfig) {
        if (kubeconfig.isPresent()) {
            return Login.of(kubeconfig.get(), token.isPresent());
        }
        // A URL of one cluster with the credentials of another would send them to the wrong place.
        if (url.isPresent()) {
            return new Login(Config.empty(), Optional.empty());
        }
        return Login.ambient(token.isPresent());
    }
}
