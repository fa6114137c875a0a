package dev.bellows.k8s.internal.fabric8;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster is meant, and as whom it is asked.
 *
 * @param config the client's configuration
 * @param token a bearer token that can be had anew; empty if the client knows all that there is to know
 */
record Login(Config config, Optional<RenewedToken> token) {
    private static final String KUBECONFIG = "kubeconfig";

    /**
     * That of a kubeconfig's text. The client would read its credentials once and for all: what can be had anew is ours.
     *
     * @param ownToken whether a token was given as well
     */
    static Login of(String text, boolean ownToken) {
        Kubeconfig given = Kubeconfig.of(KUBECONFIG, text).checked();
        String name = given.context().map(Context::getUser).orElse("");
        String field = KUBECONFIG + ": users[" + name + "].user.";
        AuthInfo user = given.user(name).orElseGet(AuthInfo::new);
        Optional<ExecPlugin> plugin =
                Optional.ofNullable(user.getExec()).map(exec -> new ExecPlugin(field + "exec", exec, given.cluster()));
        user.setExec(null);
        Config config = Config.fromKubeconfig(Serialization.asYaml(given.model()));
        if (ownToken) {
            return new Login(config, Optional.empty());
        }
        return plugin.map(each -> executed(config, each))
                .orElseGet(() -> new Login(config, file(field + "tokenFile", user.getTokenFile(), null)));
    }

    /**
     * That of the environment.
     *
     * @param ownToken whether a token was given as well
     */
    static Login ambient(boolean ownToken) {
        Config config;
        try {
            config = Config.autoConfigure(null);
        } catch (RuntimeException e) {
            Config.getKubeconfigFilenames().stream().map(Path::of).forEach(Login::read);
            throw new IllegalArgumentException(KUBECONFIG + ": that of the environment cannot be used"
                    + " (expected: YAML of a kubeconfig, and a command that gives credentials if it names one)");
        }
        File file = config.getFileWithAuthInfo();
        if (ownToken || file == null || config.getCurrentContext() == null) {
            return new Login(config, Optional.empty());
        }
        String name = config.getCurrentContext().getContext().getUser();
        Optional<RenewedToken> token = read(file.toPath())
                .user(name)
                .flatMap(user -> file(
                        KUBECONFIG + " " + file + ": users[" + name + "].user.tokenFile", user.getTokenFile(), file));
        return new Login(config, token);
    }

    private static Kubeconfig read(Path file) {
        String text = "";
        try {
            text = Files.isRegularFile(file) ? Files.readString(file) : "{}";
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    KUBECONFIG + " " + file + ": it cannot be read (expected: a file of UTF-8 text)");
        }
        return Kubeconfig.of(KUBECONFIG + " " + file, text);
    }

    private static Login executed(Config config, ExecPlugin plugin) {
        ExecPlugin.Credential first;
        try {
            first = plugin.run().join();
        } catch (CompletionException e) {
            throw new IllegalArgumentException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        }
        ConfigBuilder built = new ConfigBuilder(config);
        first.certificate().ifPresent(pem -> built.withClientCertData(base64(pem)));
        first.key().ifPresent(pem -> built.withClientKeyData(base64(pem)));
        return new Login(
                built.build(),
                first.token()
                        .map(token -> new RenewedToken(
                                token,
                                () -> plugin.run()
                                        .thenApply(
                                                credential -> credential.token().orElse(token)))));
    }

    private static Optional<RenewedToken> file(String field, @Nullable String path, @Nullable File kubeconfig) {
        if (path == null || path.isEmpty()) {
            return Optional.empty();
        }
        Path file = kubeconfig == null
                ? Path.of(path)
                : kubeconfig.getAbsoluteFile().toPath().resolveSibling(path);
        try {
            return Optional.of(new RenewedToken(token(file), () -> {
                try {
                    return CompletableFuture.completedFuture(token(file));
                } catch (IOException e) {
                    return CompletableFuture.failedFuture(e);
                }
            }));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    field + ": " + file + " cannot be read (expected: a file that holds a bearer token)");
        }
    }

    private static String token(Path file) throws IOException {
        String token = Files.readString(file).strip();
        if (!RenewedToken.isToken(token)) {
            throw new IOException("no token");
        }
        return token;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
