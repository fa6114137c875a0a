package dev.bellows.k8s;

import dev.bellows.k8s.port.FileUploader;
import dev.bellows.run.Admission;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * How to reach a cluster. Immutable; each method returns changed options. What is not set comes from the environment: a kubeconfig
 * ({@code KUBECONFIG} or {@code ~/.kube/config}), or the service account inside a pod.
 */
public final class ConnectOptions {
    private static final String CLIENT_PATTERN = "[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?";

    private final Optional<String> url;
    private final Optional<String> token;
    private final Optional<String> caCertificate;
    private final Optional<String> kubeconfig;
    private final Optional<String> namespace;
    private final String client;
    private final Optional<Executor> callbacks;
    private final Optional<FileUploader> uploader;
    private final Platform platform;
    private final Admission admission;

    private ConnectOptions(
            Optional<String> url,
            Optional<String> token,
            Optional<String> caCertificate,
            Optional<String> kubeconfig,
            Optional<String> namespace,
            String client,
            Optional<Executor> callbacks,
            Optional<FileUploader> uploader,
            Platform platform,
            Admission admission) {
        this.url = url;
        this.token = token;
        this.caCertificate = caCertificate;
        this.kubeconfig = kubeconfig;
        this.namespace = namespace;
        this.client = client;
        this.callbacks = callbacks;
        this.uploader = uploader;
        this.platform = platform;
        this.admission = admission;
    }

    /** Everything from the environment. */
    public static ConnectOptions ambient() {
        Optional<String> none = Optional.empty();
        return new ConnectOptions(
                none,
                none,
                none,
                none,
                none,
                "default",
                Optional.empty(),
                Optional.empty(),
                Platform.open(),
                Admission.open());
    }

    /** The API server's URL. A kubeconfig of the environment is then not read. */
    public ConnectOptions url(String url) {
        return new ConnectOptions(
                Optional.of(url),
                token,
                caCertificate,
                kubeconfig,
                namespace,
                client,
                callbacks,
                uploader,
                platform,
                admission);
    }

    /**
     * The bearer token, without the white space around it. It never appears in a text that Bellows writes.
     *
     * @throws IllegalArgumentException if no request can hold it; the message does not tell it
     */
    public ConnectOptions token(String token) {
        String stripped = token.strip();
        if (!stripped.matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException(
                    "token: [redacted] (expected: one line of printable ASCII without blanks)");
        }
        return new ConnectOptions(
                url,
                Optional.of(stripped),
                caCertificate,
                kubeconfig,
                namespace,
                client,
                callbacks,
                uploader,
                platform,
                admission);
    }

    /** The certificate of the API server's authority, as PEM text. */
    public ConnectOptions caCertificate(String pem) {
        return new ConnectOptions(
                url, token, Optional.of(pem), kubeconfig, namespace, client, callbacks, uploader, platform, admission);
    }

    /** The text of a kubeconfig, in place of the environment's. */
    public ConnectOptions kubeconfig(String text) {
        return new ConnectOptions(
                url,
                token,
                caCertificate,
                Optional.of(text),
                namespace,
                client,
                callbacks,
                uploader,
                platform,
                admission);
    }

    /** The namespace of jobs that name none; default: the kubeconfig's, else {@code default}. */
    public ConnectOptions namespace(String namespace) {
        return new ConnectOptions(
                url,
                token,
                caCertificate,
                kubeconfig,
                Optional.of(namespace),
                client,
                callbacks,
                uploader,
                platform,
                admission);
    }

    /**
     * The name of this service: a label value. Services that share a namespace see each other's runs only if they share the name.
     * Default: {@code default}.
     *
     * @throws IllegalArgumentException if it is not a label value
     */
    public ConnectOptions client(String client) {
        if (!client.matches(CLIENT_PATTERN)) {
            throw new IllegalArgumentException("client: " + client
                    + " (expected: 1 to 63 letters, digits, '-', '_' or '.', letters or digits at both ends)");
        }
        return new ConnectOptions(
                url, token, caCertificate, kubeconfig, namespace, client, callbacks, uploader, platform, admission);
    }

    /** Where listeners and dependents of futures run; default: threads of the connection. */
    public ConnectOptions callbacks(Executor executor) {
        return new ConnectOptions(
                url,
                token,
                caCertificate,
                kubeconfig,
                namespace,
                client,
                Optional.of(executor),
                uploader,
                platform,
                admission);
    }

    /** How the local files of jobs that name a folder for uploads get there; default: such jobs are refused. */
    public ConnectOptions uploader(FileUploader uploader) {
        return new ConnectOptions(
                url,
                token,
                caCertificate,
                kubeconfig,
                namespace,
                client,
                callbacks,
                Optional.of(uploader),
                platform,
                admission);
    }

    /** What is set for all jobs of the connection, and what they may do; default: nothing is set, and everything allowed. */
    public ConnectOptions platform(Platform platform) {
        return new ConnectOptions(
                url, token, caCertificate, kubeconfig, namespace, client, callbacks, uploader, platform, admission);
    }

    /** How many runs go to the cluster at once, and how fast; default: all at once. */
    public ConnectOptions admission(Admission admission) {
        return new ConnectOptions(
                url, token, caCertificate, kubeconfig, namespace, client, callbacks, uploader, platform, admission);
    }

    Optional<String> url() {
        return url;
    }

    Optional<String> token() {
        return token;
    }

    Optional<String> caCertificate() {
        return caCertificate;
    }

    Optional<String> kubeconfig() {
        return kubeconfig;
    }

    Optional<String> namespace() {
        return namespace;
    }

    String client() {
        return client;
    }

    Optional<Executor> callbacks() {
        return callbacks;
    }

    Optional<FileUploader> uploader() {
        return uploader;
    }

    Platform platform() {
        return platform;
    }

    @Override
    public String toString() {
        return "ConnectOptions{url=" + url.orElse("ambient").replaceAll("//[^/@]*@", "//[redacted]@") + ", token="
                + (token.isPresent() ? "[redacted]" : "ambient") + ", namespace=" + namespace.orElse("ambient")
                + ", client=" + client + "}";
    }

    Admission admission() {
        return admission;
    }
}
