package dev.bellows.conformance.cluster;

import static dev.bellows.conformance.Watching.await;

import dev.bellows.Need;
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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A namespace of its own on the real Kubernetes: it enforces Pod Security "restricted" and holds the rendered Roles. The administrator
 * makes and removes it; everything between is done with the submitter's token. In a static field it is one for all tests of a class, in
 * another one for each.
 */
final class TestNamespace implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final String KUBECONFIG = "BELLOWS_TEST_KUBECONFIG";
    private static final long TOKEN_SECONDS = 3600;

    private String name = "";
    private @Nullable Path kubeconfig;
    private @Nullable KubernetesClient admin;
    private @Nullable SparkKubernetes spark;
    private boolean ofAllTests;

    @Override
    public void beforeAll(ExtensionContext tests) throws IOException {
        ofAllTests = true;
        open();
    }

    @Override
    public void beforeEach(ExtensionContext test) throws IOException {
        if (!ofAllTests) {
            open();
        }
    }

    @Override
    public void afterEach(ExtensionContext test) {
        if (!ofAllTests) {
            close();
        }
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        close();
    }

    private void open() throws IOException {
        kubeconfig = Path.of(Need.of(
                "cluster",
                Optional.ofNullable(System.getenv(KUBECONFIG)),
                KUBECONFIG + " does not name the kubeconfig of a Kubernetes"));
        admin = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(kubeconfig)))
                .build();
        name = "bellows-" + UUID.randomUUID().toString().substring(0, 8);
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
        // Kubernetes gives each namespace one a moment later, and refuses pods until then.
        await(admin.serviceAccounts()
                .inNamespace(name)
                .withName("default")
                .informOnCondition(accounts -> !accounts.isEmpty()));
    }

    private void close() {
        if (spark != null) {
            spark.close();
            spark = null;
        }
        if (admin != null) {
            admin.namespaces().withName(name).delete();
            admin.close();
        }
    }

    String name() {
        return name;
    }

    KubernetesClient admin() {
        return Objects.requireNonNull(admin);
    }

    /** The administrator's kubeconfig. */
    Path kubeconfig() {
        return Objects.requireNonNull(kubeconfig);
    }

    /** A connection with the submitter's rights, closed with the namespace. */
    synchronized SparkKubernetes spark() {
        if (spark == null) {
            spark = SparkKubernetes.connect(options("bellows-submitter"));
        }
        return spark;
    }

    /** A kubeconfig with the rights of a service account, for another process. */
    Path kubeconfig(Path folder, String serviceAccount) throws IOException {
        return Files.writeString(folder.resolve("kubeconfig"), kubeconfig(serviceAccount));
    }

    /** The text of a kubeconfig with the rights of a service account. */
    String kubeconfig(String serviceAccount) {
        return """
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
                """.formatted(admin().getMasterUrl(), admin().getConfiguration().getCaCertData(), token(serviceAccount));
    }

    /** A connection with the rights of a service account. */
    ConnectOptions options(String serviceAccount) {
        return ConnectOptions.ambient()
                .url(admin().getMasterUrl().toString())
                .caCertificate(caCertificate())
                .token(token(serviceAccount))
                .namespace(name);
    }

    String caCertificate() {
        return new String(
                Base64.getDecoder().decode(admin().getConfiguration().getCaCertData()), StandardCharsets.UTF_8);
    }

    String token(String serviceAccount) {
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(TOKEN_SECONDS)
                .endSpec()
                .build();
        return admin().serviceAccounts()
                .inNamespace(name)
                .withName(serviceAccount)
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }

    /** What is left, but for what Kubernetes itself keeps in every namespace. */
    List<String> objects() {
        return Stream.of(
                        admin().pods().inNamespace(name).list().getItems(),
                        admin().services().inNamespace(name).list().getItems(),
                        admin().configMaps().inNamespace(name).list().getItems(),
                        admin().persistentVolumeClaims()
                                .inNamespace(name)
                                .list()
                                .getItems())
                .flatMap(List::stream)
                .map(object -> object.getKind() + "/" + object.getMetadata().getName())
                .filter(object -> !object.equals("ConfigMap/kube-root-ca.crt"))
                .toList();
    }
}
