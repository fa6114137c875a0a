package dev.bellows.k8s;

import dev.bellows.k8s.port.FileUploader;
import dev.bellows.run.Admission;
import java.util.concurrent.Executor;

/**
 * How to reach a cluster. Immutable; each method returns changed options. What is not set comes from the environment: a kubeconfig
 * ({@code KUBECONFIG} or {@code ~/.kube/config}), or the service account inside a pod.
 */
public final class ConnectOptions {
    private static final String CLIENT_PATTERN = "[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?";

    private final ImmutableConnectChoices choices;

    private ConnectOptions(ImmutableConnectChoices choices) {
        this.choices = choices;
    }

    /** Everything from the environment. */
    public static ConnectOptions ambient() {
        return new ConnectOptions(ImmutableConnectChoices.builder().build());
    }

    /**
     * The API server's URL: {@code https://<host>[:<port>][/<path>]}, without credentials. A kubeconfig of the environment is then not read.
     */
    public ConnectOptions url(String url) {
        return new ConnectOptions(choices.withUrl(url));
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
        return new ConnectOptions(choices.withToken(stripped));
    }

    /** The certificate of the API server's authority, as PEM text. No other authority is trusted then. */
    public ConnectOptions caCertificate(String pem) {
        return new ConnectOptions(choices.withCaCertificate(pem));
    }

    /**
     * The text of a kubeconfig, in place of the environment's. Paths in it that are not absolute begin at the working directory. A command
     * that it names for credentials is run when the connection is made, and again when the API server refuses the token that it gave; so
     * is a file with a token read again.
     */
    public ConnectOptions kubeconfig(String text) {
        return new ConnectOptions(choices.withKubeconfig(text));
    }

    /** The namespace of jobs that name none; default: the kubeconfig's, else {@code default}. */
    public ConnectOptions namespace(String namespace) {
        return new ConnectOptions(choices.withNamespace(namespace));
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
        return new ConnectOptions(choices.withClient(client));
    }

    /**
     * Where listeners and dependents of futures run; default: up to eight threads of the connection. One that blocks keeps one of them, so
     * none should wait for another future of the connection. When 10,000 wait for a thread, the connection itself runs the next one, and
     * decides nothing meanwhile. So it does with every one if the executor runs them in the thread that calls it.
     */
    public ConnectOptions callbacks(Executor executor) {
        return new ConnectOptions(choices.withCallbacks(executor));
    }

    /** How the local files of jobs that name a folder for uploads get there; default: such jobs are refused. */
    public ConnectOptions uploader(FileUploader uploader) {
        return new ConnectOptions(choices.withUploader(uploader));
    }

    /** What is set for all jobs of the connection, and what they may do; default: nothing is set, and everything allowed. */
    public ConnectOptions platform(Platform platform) {
        return new ConnectOptions(choices.withPlatform(platform));
    }

    /** How many runs go to the cluster at once, and how fast; default: all at once. */
    public ConnectOptions admission(Admission admission) {
        return new ConnectOptions(choices.withAdmission(admission));
    }

    ConnectChoices choices() {
        return choices;
    }

    @Override
    public String toString() {
        return choices.toString();
    }
}
