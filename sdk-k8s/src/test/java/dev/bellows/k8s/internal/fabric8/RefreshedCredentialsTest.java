package dev.bellows.k8s.internal.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bellows.Patience;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Credentials of the environment that changed meanwhile are read again when the API server refuses the old ones, and no others. */
@Isolated("it sets system properties")
class RefreshedCredentialsTest {
    private static final String POD = "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"a\"}}";

    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    private final List<String> properties = new ArrayList<>();
    private volatile String accepted = "token-1";
    private HttpServer server;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        properties.forEach(System::clearProperty);
    }

    @Test
    void a_kubeconfig_is_read_again() throws Exception {
        Path kubeconfig = directory.resolve("config");
        Files.writeString(kubeconfig, kubeconfig("token-1"));
        property("kubeconfig", kubeconfig.toString());
        try (ClusterPort cluster = ambient()) {
            read(cluster);

            Files.writeString(kubeconfig, kubeconfig("token-2"));
            accepted = "token-2";
            read(cluster);
            read(cluster);
        }
        assertThat(seen).containsExactly("token-1", "token-1", "token-2", "token-2");
    }

    @Test
    void the_token_of_a_service_account_is_read_again() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "token-1");
        serviceAccount(token);
        try (ClusterPort cluster = ambient()) {
            read(cluster);

            Files.writeString(token, "token-2");
            accepted = "token-2";
            ClusterPort.Stream watch = cluster.watch(ObjectKind.PODS, "jobs", "a=b", null, event -> {});
            Patience.value(watch.opened());
            Patience.value(watch.ended());
            read(cluster);
        }
        assertThat(seen).containsExactly("token-1", "token-1", "token-2", "token-2");
    }

    @Test
    void a_token_that_is_still_refused_is_sent_once_more_and_never_told() throws Exception {
        serviceAccount(Files.writeString(directory.resolve("token"), "token-of-a-stranger"));
        try (ClusterPort cluster = ambient()) {
            ClusterException problem = problem(cluster.get(ObjectKind.PODS, "jobs", "a"));

            assertThat(problem.code()).isEqualTo(401);
            assertThat(problem.isPassing()).isFalse();
            for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("token-of-a-stranger");
            }
        }
        assertThat(seen).containsExactly("token-of-a-stranger", "token-of-a-stranger");
    }

    @Test
    void a_token_that_was_given_is_not_exchanged_for_the_environments() throws Exception {
        serviceAccount(Files.writeString(directory.resolve("token"), "token-1"));
        try (ClusterPort cluster = Connection.open(
                        Optional.of(url()), Optional.of("given"), Optional.empty(), Optional.empty())
                .cluster()) {
            assertThat(problem(cluster.get(ObjectKind.PODS, "jobs", "a")).code())
                    .isEqualTo(401);
        }
        assertThat(seen).containsExactly("given");
    }

    @Test
    void a_command_of_a_kubeconfigs_text_is_run_again() throws Exception {
        Path credential = directory.resolve("credential");
        Files.writeString(credential, credential("token-1"));
        String exec = "exec: {apiVersion: client.authentication.k8s.io/v1, command: cat, args: ['" + credential + "']}";
        try (ClusterPort cluster = given(kubeconfig("token-1").replace("token: token-1", exec))) {
            read(cluster);

            Files.writeString(credential, credential("token-2"));
            accepted = "token-2";
            read(cluster);
            read(cluster);

            accepted = "token-of-another";
            assertThat(problem(cluster.get(ObjectKind.PODS, "jobs", "a")).code())
                    .isEqualTo(401);
        }
        assertThat(seen).containsExactly("token-1", "token-1", "token-2", "token-2", "token-2");
    }

    @Test
    void calls_that_are_refused_together_run_the_command_once() throws Exception {
        Path credential = directory.resolve("credential");
        Files.writeString(credential, credential("token-1"));
        Path runs = directory.resolve("runs");
        String exec = "exec: {apiVersion: client.authentication.k8s.io/v1, command: sh, args: [-c, 'echo x >> " + runs
                + "; sleep 0.5; cat " + credential + "']}";
        try (ClusterPort cluster = given(kubeconfig("token-1").replace("token: token-1", exec))) {
            Files.writeString(credential, credential("token-2"));
            accepted = "token-2";
            List<CompletableFuture<?>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(cluster.get(ObjectKind.PODS, "jobs", "a"));
            }
            for (CompletableFuture<?> call : calls) {
                Patience.value(call);
            }
            read(cluster);
        }
        assertThat(Files.readAllLines(runs)).as("at first, and once for all").hasSizeBetween(2, 3);
    }

    @Test
    void a_token_file_of_a_kubeconfig_is_read_and_read_again() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "token-1\n");
        String text = kubeconfig("token-1").replace("token: token-1", "tokenFile: " + token);
        Path kubeconfig = Files.writeString(directory.resolve("config"), text.replace(token.toString(), "token"));
        try (ClusterPort cluster = given(text)) {
            read(cluster);
            Files.writeString(token, "token-2\n");
            accepted = "token-2";
            read(cluster);
        }
        property("kubeconfig", kubeconfig.toString());
        try (ClusterPort cluster = ambient()) {
            read(cluster);
            Files.writeString(token, "token-3\n");
            accepted = "token-3";
            read(cluster);
        }
        assertThat(seen).containsExactly("token-1", "token-1", "token-2", "token-2", "token-2", "token-3");
    }

    @Test
    void a_token_given_with_a_kubeconfig_comes_before_its_command() throws Exception {
        String exec = "exec: {apiVersion: client.authentication.k8s.io/v1, command: /bin/false}";
        try (ClusterPort cluster = Connection.open(
                        Optional.empty(),
                        Optional.of("token-1"),
                        Optional.empty(),
                        Optional.of(kubeconfig("token-1").replace("token: token-1", exec)))
                .cluster()) {
            read(cluster);
        }
        assertThat(seen).containsExactly("token-1");
    }

    private static String credential(String token) {
        return "{\"kind\": \"ExecCredential\", \"status\": {\"token\": \"" + token + "\"}}";
    }

    private static ClusterPort given(String kubeconfig) {
        return Connection.open(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(kubeconfig))
                .cluster();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
        seen.add(token);
        boolean known = token.equals(accepted);
        boolean watch = String.valueOf(exchange.getRequestURI().getQuery()).contains("watch=true");
        byte[] body = (known && !watch ? POD : "").getBytes(StandardCharsets.UTF_8);
        if (!known) {
            // the client closes a refused call's connection at once, and with it whatever call comes to use it
            exchange.getResponseHeaders().add("Connection", "close");
        }
        exchange.sendResponseHeaders(known ? 200 : 401, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static ClusterPort ambient() {
        return Connection.open(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())
                .cluster();
    }

    private static void read(ClusterPort cluster) throws Exception {
        assertThat(Patience.value(cluster.get(ObjectKind.PODS, "jobs", "a"))
                        .getMetadata()
                        .getName())
                .isEqualTo("a");
    }

    private static ClusterException problem(CompletableFuture<?> future) throws Exception {
        return ClusterException.in(Patience.problem(future));
    }

    /** What a pod has in its environment and under its service account's mount. */
    private void serviceAccount(Path token) {
        property("kubernetes.auth.tryKubeConfig", "false");
        property("kubernetes.master", url());
        property("kubernetes.auth.serviceAccount.token", token.toString());
    }

    private void property(String name, String value) {
        System.setProperty(name, value);
        properties.add(name);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String kubeconfig(String token) {
        return """
                apiVersion: v1
                kind: Config
                current-context: here
                clusters:
                - name: here
                  cluster:
                    server: %s
                users:
                - name: me
                  user:
                    token: %s
                contexts:
                - name: here
                  context:
                    cluster: here
                    user: me
                """.formatted(url(), token);
    }
}
