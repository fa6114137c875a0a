package dev.bellows.conformance.cluster;

import dev.bellows.conformance.Watching;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.concurrent.locks.LockSupport;

/** A token that lives as long as a Secret: the API server refuses it soon after that is deleted. */
record BoundToken(TestNamespace namespace, Secret secret, String token) {
    /** The least that an API server grants. */
    private static final long SECONDS = 600;

    private static final long PAUSE_NANOS = 500_000_000;
    private static final int UNAUTHORIZED = 401;

    static BoundToken of(TestNamespace namespace, String serviceAccount, String name) {
        Secret secret = namespace
                .admin()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .inNamespace(namespace.name())
                .create();
        String token = namespace
                .admin()
                .serviceAccounts()
                .inNamespace(namespace.name())
                .withName(serviceAccount)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(SECONDS)
                        .withNewBoundObjectRef()
                        .withApiVersion("v1")
                        .withKind("Secret")
                        .withName(name)
                        .withUid(secret.getMetadata().getUid())
                        .endBoundObjectRef()
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        return new BoundToken(namespace, secret, token);
    }

    /** As a command of a kubeconfig prints it. */
    String credential() {
        return "{\"apiVersion\": \"client.authentication.k8s.io/v1\", \"kind\": \"ExecCredential\","
                + " \"status\": {\"token\": \"" + token + "\"}}";
    }

    /** Lets the API server refuse it, and waits until it does: for ten seconds it may believe what it knows. */
    void revoke() {
        namespace.admin().resource(secret).delete();
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(namespace.admin().getMasterUrl().toString())
                .withCaCertData(namespace.admin().getConfiguration().getCaCertData())
                .withOauthToken(token)
                .build();
        long end = System.nanoTime() + Watching.PATIENCE.toNanos();
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            while (isAccepted(client)) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("the token of a Secret that is gone is still accepted");
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private boolean isAccepted(KubernetesClient client) {
        try {
            client.pods().inNamespace(namespace.name()).list();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == UNAUTHORIZED) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
