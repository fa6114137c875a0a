package dev.bellows.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(Patience.TEST_SECONDS)
class ControlServerTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private final Requests requests = new Requests(new Application(), new NeededShuffles(), "1");
    private final List<Socket> sockets = new ArrayList<>();
    private ControlServer server;

    @BeforeEach
    void start() throws IOException {
        server = ControlServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Control.bytes(KEY), requests);
    }

    @AfterEach
    void stop() throws IOException {
        server.stop();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** However many say nothing, and although no clock helps: a caller with the key is answered. */
    @ParameterizedTest
    @ValueSource(ints = {4, 40, 400})
    void silent_callers_hold_up_no_other(int many) throws Exception {
        for (int i = 0; i < many; i++) {
            send("GET /bellows/state HTTP/1.1\r\nHost: ");
        }

        assertThat(Patience.value(ask()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "POST /bellows/target HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf",
                "POST /bellows/target HTTP/1.1\r\nBellows-Key: wrong\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n",
                "no request at all\r\n\r\n"
            })
    void neither_do_callers_without_the_key_that_stay(String sent) throws Exception {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < ControlServer.PLACES; i++) {
                send(sent);
            }

            assertThat(Patience.value(ask()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void when_all_places_are_taken_the_oldest_caller_without_the_key_goes() throws Exception {
        Socket oldest = send("GET /bellows/state HTTP/1.1\r\nHost: ");
        Socket second = send("GET /bellows/state?protocol=1 HTTP/1.1\r\nHost: ");
        for (int i = 0; i < ControlServer.PLACES - 1; i++) {
            send("GET ");
        }

        assertThat(isCutOff(oldest)).isTrue();
        send(second, "a\r\nBellows-Key: " + KEY + "\r\n\r\n");
        assertThat(answers(second).readLine()).isEqualTo("HTTP/1.1 200 OK");
    }

    @Test
    void callers_that_are_being_answered_keep_their_places() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        synchronized (requests) {
            for (int i = 0; i < ControlServer.PLACES - 1; i++) {
                waiting.add(send(request("GET", "")));
            }
            // What came before it has been read once it is answered.
            assertThat(answers(send("GET / HTTP/1.1\r\n\r\n")).readLine()).isEqualTo("HTTP/1.1 403 Forbidden");
            Socket late = send("");
            send("");
            assertThat(isCutOff(late)).isTrue();
        }

        for (Socket socket : waiting) {
            assertThat(answers(socket).readLine()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void a_head_without_an_end_is_cut_off() throws Exception {
        assertThat(isCutOff(send("GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(2000))))
                .isTrue();
    }

    @Test
    void a_request_that_comes_byte_by_byte_is_answered_once_it_is_there() throws Exception {
        Socket socket = send("");
        for (char each : request("GET", "").toCharArray()) {
            send(socket, String.valueOf(each));
        }

        BufferedReader answers = answers(socket);
        assertThat(answers.readLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(answers.lines().toList()).anyMatch(line -> line.startsWith("{\"protocol\":1,"));
    }

    /** An order has no body; one that comes all the same does not cost the answer. */
    @Test
    void a_body_is_passed_over() throws Exception {
        Socket socket = send(request("POST", "x".repeat(100_000)));

        BufferedReader answers = answers(socket);
        assertThat(answers.readLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(answers.lines().toList()).contains("Connection: close");
    }

    private static String request(String method, String body) {
        return method + " /bellows/state?protocol=1 HTTP/1.1\r\nHost: a\r\nbellows-key: " + KEY + "\r\n\r\n" + body;
    }

    private static BufferedReader answers(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    private static boolean isCutOff(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    private Socket send(String text) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        sockets.add(socket);
        socket.setSoTimeout(Math.toIntExact(Patience.LIMIT.toMillis()));
        send(socket, text);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private CompletableFuture<HttpResponse<String>> ask() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/bellows/state?protocol=1"))
                .header("Bellows-Key", KEY)
                .build();
        return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }
}
