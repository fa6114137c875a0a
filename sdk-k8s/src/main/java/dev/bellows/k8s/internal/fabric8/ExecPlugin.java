package dev.bellows.k8s.internal.fabric8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.ExecConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A command that gives credentials, as a kubeconfig names it. What it prints holds them, and is never told.
 *
 * @param field where it is named
 * @param exec the command
 * @param cluster the cluster, for commands that want to know it
 */
record ExecPlugin(String field, ExecConfig exec, Optional<Cluster> cluster) {
    private static final String EXPECTED = " (expected: an ExecCredential on its standard output)";
    private static final int MOST = 1024 * 1024;

    /** Some ask another server; one that asks a person cannot be used. */
    private static final int SECONDS = 60;

    /**
     * What it gives.
     *
     * @param token a bearer token
     * @param certificate a client's certificate, as PEM
     * @param key its key, as PEM
     */
    record Credential(Optional<String> token, Optional<String> certificate, Optional<String> key) {
        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    /** Runs it. */
    CompletableFuture<Credential> run() {
        Process process;
        try {
            process = started();
        } catch (IOException e) {
            return CompletableFuture.failedFuture(refused("it cannot be started"));
        }
        return process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).handle((ended, error) -> {
            if (error != null) {
                process.destroyForcibly();
                throw refused("it has not ended within " + SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw refused("it has ended with " + process.exitValue());
            }
            return read(process);
        });
    }

    private Process started() throws IOException {
        if (exec.getCommand() == null || exec.getCommand().isEmpty()) {
            throw new IOException("no command");
        }
        List<String> command = new ArrayList<>(List.of(exec.getCommand()));
        command.addAll(exec.getArgs() == null ? List.of() : exec.getArgs());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("KUBERNETES_EXEC_INFO", ObjectJson.write(info()));
        if (exec.getEnv() != null) {
            exec.getEnv().forEach(each -> builder.environment().put(each.getName(), each.getValue()));
        }
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private ObjectNode info() {
        ObjectNode info = ObjectJson.MAPPER.createObjectNode();
        info.put("apiVersion", exec.getApiVersion()).put("kind", "ExecCredential");
        ObjectNode spec = info.putObject("spec").put("interactive", false);
        if (Boolean.TRUE.equals(exec.getProvideClusterInfo())) {
            cluster.ifPresent(known -> spec.set("cluster", ObjectJson.MAPPER.valueToTree(known)));
        }
        return info;
    }

    private Credential read(Process process) {
        JsonNode status;
        try {
            status = ObjectJson.MAPPER
                    .readTree(process.getInputStream().readNBytes(MOST))
                    .path("status");
        } catch (IOException e) {
            throw refused("what it printed is not JSON");
        }
        Credential credential = new Credential(
                text(status, "token"), text(status, "clientCertificateData"), text(status, "clientKeyData"));
        if (!credential
                .token()
                .map(RenewedToken::isToken)
                .orElse(credential.certificate().isPresent())) {
            throw refused("it gave neither a token nor a certificate");
        }
        return credential;
    }

    private static Optional<String> text(JsonNode status, String field) {
        return Optional.of(status.path(field).asText()).filter(text -> !text.isEmpty());
    }

    private IllegalStateException refused(String wrong) {
        return new IllegalStateException(field + ": " + exec.getCommand() + ": " + wrong + EXPECTED);
    }
}
