package dev.bellows.conformance.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A namespace of its own on the real Kubernetes: it enforces Pod Security "restricted" and holds the rendered Roles. The administrator
 * makes and removes it; everything between is done with the submitter's token.
 */
final class TestNamespace implements AutoCloseable {
    private static final String KUBECONFIG = "BELLOWS_TEST_KUBECONFIG";
    private static final long TOKEN_SECONDS = 3600;

    private final Path kubeconfig;
    private final KubernetesClient admin;
    private final String name = "bellows-" + UUID.randomUUID().toString().substring(0, 8);

    /** Makes one, or says why there is none and has the tests skipped. */
    static TestNamespace create() throws IOException {
        String kubeconfig = System.getenv(KUBECONFIG);
        if (kubeconfig == null) {
            System.out.println(KUBECONFIG + " is not set: the tests on a real Kubernetes did not run");
        }
        assumeTrue(kubeconfig != null, KUBECONFIG + " is not set");
        return new TestNamespace(Path.of(kubeconfig));
    }

    private TestNamespace(Path kubeconfig) throws IOException {
        this.kubeconfig = kubeconfig;
        admin = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(kubeconfig)))
                .build();
        admin.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        for (HasMetadata object : SparkKubernetes.roles(name).objects()) {
            admin.resource(object).create();
        }
    }

    String name() {
        return name;
    }

    KubernetesClient admin() {
        return admin;
    }

    /** The administrator's kubeconfig. */
    Path kubeconfig() {
        return kubeconfig;
    }

    /** A kubeconfig with the rights of a service account, for another process. */
    Path kubeconfig(Path folder, String serviceAccount) throws IOException {
        return Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: test
                clusters:
                - name: test
                  cluster:
                    server: %s
                    certificate-authority-data: %s
                users:
                - name: account
                  user:
                    token: %s
                contexts:
                - name: test
                  context:
                    cluster: test
                    user: account
                """.formatted(
                        admin.getMasterUrl(), admin.getConfiguration().getCaCertData(), token(serviceAccount)));
    }

    /** A connection with the rights of a service account. */
    ConnectOptions options(String serviceAccount) {
        return ConnectOptions.ambient()
                .url(admin.getMasterUrl().toString())
                .caCertificate(caCertificate())
                .token(token(serviceAccount))
                .namespace(name);
    }

    String caCertificate() {
        return new String(Base64.getDecoder().decode(admin.getConfiguration().getCaCertData()), StandardCharsets.UTF_8);
    }

    String token(String serviceAccount) {
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(TOKEN_SECONDS)
                .endSpec()
                .build();
        return admin.serviceAccounts()
                .inNamespace(name)
                .withName(serviceAccount)
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }

    /** What is left, but for what Kubernetes itself keeps in every namespace. */
    List<String> objects() {
        return Stream.of(
                        admin.pods().inNamespace(name).list().getItems(),
                        admin.services().inNamespace(name).list().getItems(),
                        admin.configMaps().inNamespace(name).list().getItems(),
                        admin.persistentVolumeClaims().inNamespace(name).list().getItems())
                .flatMap(List::stream)
                .map(object -> object.getKind() + "/" + object.getMetadata().getName())
                .filter(object -> !object.equals("ConfigMap/kube-root-ca.crt"))
                .toList();
    }

    @Override
    public void close() {
        admin.namespaces().withName(name).delete();
        admin.close();
    }
}
