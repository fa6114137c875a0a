package dev.bellows.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ControlServerTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final long PATIENCE_MILLIS = 300;

    private ControlServer server;

    @BeforeEach
    void start() throws IOException {
        Requests requests = new Requests(new Application(), new NeededShuffles(), "1");
        server = ControlServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Control.bytes(KEY),
                requests,
                PATIENCE_MILLIS);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /bellows/state HTTP/1.1\r\nHost: ",
                "POST /bellows/target HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf",
                "POST /bellows/target HTTP/1.1\r\nBellows-Key: wrong\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n"
            })
    void callers_that_send_half_a_request_and_no_more_do_not_hold_up_others(String half) throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                slow.add(socket);
                OutputStream out = socket.getOutputStream();
                out.write(half.getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }

            assertThat(ask().statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void one_that_waits_between_two_requests_is_not_cut_off() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < 3; i++) {
            assertThat(client.send(request(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            Thread.sleep(2 * PATIENCE_MILLIS);
        }
    }

    private HttpResponse<String> ask() throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/bellows/state?protocol=1"))
                .header("Bellows-Key", KEY)
                .timeout(Duration.ofSeconds(30))
                .build();
    }
}
