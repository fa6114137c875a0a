package dev.bellows.k8s.internal.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Patience;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.k8s.scripted.LoopbackServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection cannot use is refused before anything is sent, by name, and no text repeats what may be a secret. */
@Isolated("it sets system properties")
class RefusedConnectionTest {
    @TempDir
    private Path directory;

    private static void refused(ThrowingCallable connect, String... told) {
        assertThatThrownBy(connect).isInstanceOfSatisfying(IllegalArgumentException.class, problem -> {
            StringWriter all = new StringWriter();
            problem.printStackTrace(new PrintWriter(all, true));
            assertThat(all.toString()).doesNotContain("canary");
            assertThat(problem).message().contains(told).contains("(expected: ");
        });
    }

    private static void open(String url, String caCertificate, String kubeconfig) {
        Connection.open(
                        Optional.ofNullable(url),
                        Optional.empty(),
                        Optional.ofNullable(caCertificate),
                        Optional.ofNullable(kubeconfig))
                .cluster()
                .close();
    }

    private static String kubeconfig(String cluster, String user) {
        return """
                apiVersion: v1
                kind: Config
                current-context: here
                contexts: [{name: here, context: {cluster: one, user: me}}]
                clusters: [{name: one, cluster: %s}]
                users: [{name: me, user: %s}]
                """.formatted(cluster, user);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "kubernetes.example.com:6443",
                "ftp://example.com",
                "https://",
                "https:///path",
                "https://me:canary@example.com",
                "https://canary@example.com",
                "https://me:can/ary-canary@example.com",
                "https://me:canary canary@example.com",
                "https://example.com?token=canary",
                "https://example.com/#canary",
                "//canary"
            })
    void an_address_that_is_none_is_refused(String url) {
        refused(() -> open(url, null, null), "url: ");
        refused(
                () -> open(null, null, kubeconfig("{server: '" + url + "'}", "{token: canary}")),
                "kubeconfig: clusters[one].cluster.server: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users: [{name: me, user: {token: canary]",
                "users:\n- name: me\n  user:\n    token: 'canary",
                "\tusers: canary",
                "users: canary",
                "canary",
                "[canary]",
                "{users: [{user: {exec: canary}}]}",
                "<html>canary</html>"
            })
    void a_kubeconfig_that_does_not_parse_is_refused(String text) throws Exception {
        refused(() -> open(null, null, text), "kubeconfig: ");
        Path file = Files.writeString(directory.resolve("config"), text);
        System.setProperty("kubeconfig", file.toString());
        try {
            refused(() -> open(null, null, null), "kubeconfig " + file);
        } finally {
            System.clearProperty("kubeconfig");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "here, context: {cluster: one | there, context: {cluster: one | current-context: here",
                "cluster: one, user | cluster: two, user | contexts[here].context.cluster: two",
                "user: me} | user: you} | contexts[here].context.user: you",
                "user: me} | user: me, namespace: ../you} | contexts[here].context.namespace: ../you",
                "current-context: here | preferences: {} | current-context: not set"
            })
    void a_kubeconfig_that_leads_nowhere_is_refused(String part, String instead, String told) {
        String whole = kubeconfig("{server: https://example.com}", "{token: canary}");
        refused(() -> open(null, null, whole.replace(part, instead)), told);
    }

    @Test
    void an_empty_kubeconfig_is_refused() {
        refused(() -> open(null, null, ""), "kubeconfig: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "canary",
                "-----BEGIN CERTIFICATE-----\ncanary\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nY2FuYXJ5\n-----END CERTIFICATE-----",
                "-----BEGIN PRIVATE KEY-----\nY2FuYXJ5\n-----END PRIVATE KEY-----"
            })
    void an_authority_that_is_none_is_refused(String pem) throws Exception {
        refused(() -> open("https://example.com", pem, null), "caCertificate: ");
        Path file = Files.writeString(directory.resolve("ca.crt"), pem);
        refused(
                () -> open(
                        null,
                        null,
                        kubeconfig("{server: https://example.com, certificate-authority: " + file + "}", "{}")),
                "certificate-authority " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary!", "Y2FuYXJ5"})
    void authority_data_that_is_none_is_refused(String data) {
        refused(
                () -> open(
                        null,
                        null,
                        kubeconfig("{server: https://example.com, certificate-authority-data: " + data + "}", "{}")),
                "certificate-authority-data: ");
    }

    @Test
    void an_authority_that_is_not_there_is_refused() {
        Path file = directory.resolve("none.crt");
        refused(
                () -> open(
                        null,
                        null,
                        kubeconfig("{server: https://example.com, certificate-authority: " + file + "}", "{}")),
                "certificate-authority " + file);
    }

    @Test
    void a_client_certificate_that_is_none_is_refused() {
        refused(
                () -> open(
                        null,
                        null,
                        kubeconfig(
                                "{server: https://example.com}",
                                "{client-certificate-data: Y2FuYXJ5, client-key-data: Y2FuYXJ5}")),
                "client-certificate and client-key: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/none/of/this | []",
                "/bin/false | []",
                "/bin/echo | [canary]",
                "/bin/echo | ['{\"status\": {\"token\": \"canary with blanks\"}}']",
                "/bin/echo | ['{\"status\": {}}']"
            })
    void a_command_that_gives_no_credentials_is_refused(String command, String args) {
        refused(
                () -> open(
                        null,
                        null,
                        kubeconfig(
                                "{server: https://example.com}",
                                "{exec: {apiVersion: client.authentication.k8s.io/v1, command: " + command + ", args: "
                                        + args + "}}")),
                "kubeconfig: users[me].user.exec: " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "canary canary", "canary\ncanary"})
    void a_file_without_a_token_is_refused(String content) throws Exception {
        Path file = Files.writeString(directory.resolve("token"), content);
        refused(
                () -> open(null, null, kubeconfig("{server: https://example.com}", "{tokenFile: " + file + "}")),
                "kubeconfig: users[me].user.tokenFile: " + file);
    }

    @Test
    void an_address_that_answers_with_a_page_is_said_to() throws Exception {
        try (LoopbackServer server = new LoopbackServer((request, out) -> LoopbackServer.write(
                        out,
                        LoopbackServer.whole(200, "<!DOCTYPE html><title>canary</title>", "Content-Type: text/html")));
                ClusterPort cluster = Connection.open(
                                Optional.of(server.url()), Optional.empty(), Optional.empty(), Optional.empty())
                        .cluster()) {
            ClusterException problem = ClusterException.in(Patience.problem(cluster.get(ObjectKind.PODS, "jobs", "a")));
            assertThat(problem)
                    .message()
                    .contains("a web page", "(expected: an API server")
                    .doesNotContain("canary");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a/b", "a?b", "a#b", "a%2fb", "a b", "", "ä", "a\\b"})
    void a_name_that_leads_elsewhere_is_not_sent(String name) throws Exception {
        try (LoopbackServer server = new LoopbackServer((request, out) -> {});
                ClusterPort cluster = Connection.open(
                                Optional.of(server.url()), Optional.empty(), Optional.empty(), Optional.empty())
                        .cluster()) {
            assertThatThrownBy(() -> cluster.get(ObjectKind.PODS, "jobs", name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("name: " + name + " (expected: ");
            if (!name.isEmpty()) {
                assertThatThrownBy(() -> cluster.list(ObjectKind.PODS, name, "a=b"))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("namespace: " + name + " (expected: ");
            }
            assertThat(server.requests()).isEmpty();
        }
    }
}
