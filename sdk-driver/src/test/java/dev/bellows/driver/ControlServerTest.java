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
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(Patience.TEST_SECONDS)
class ControlServerTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private final LinkedBlockingQueue<HandAlarm> alarms = new LinkedBlockingQueue<>();
    private ControlServer server;

    /** An alarm that rings when the test says so. */
    private final class HandAlarm {
        private final Runnable task;
        private volatile boolean calledOff;

        HandAlarm(Runnable task) {
            this.task = task;
        }

        void ring() {
            task.run();
        }

        boolean isCalledOff() {
            return calledOff;
        }

        void callOff() {
            calledOff = true;
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = serve(new Alarm() {
            @Override
            public Runnable set(Runnable task) {
                HandAlarm alarm = new HandAlarm(task);
                alarms.add(alarm);
                return alarm::callOff;
            }

            @Override
            public void stop() {}
        });
    }

    private static ControlServer serve(Alarm alarm) throws IOException {
        Requests requests = new Requests(new Application(), new NeededShuffles(), "1");
        return ControlServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Control.bytes(KEY), requests, alarm);
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
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < Callers.THREADS; i++) {
                    slow.add(send(server, half));
                }
                List<HandAlarm> held = allThreads();
                CompletableFuture<HttpResponse<String>> asked = ask();
                held.forEach(HandAlarm::ring);

                assertThat(Patience.value(asked).statusCode()).isEqualTo(200);
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** The alarms of callers that hold all threads. A connection that is closed takes one as well, for a moment. */
    private List<HandAlarm> allThreads() {
        List<HandAlarm> held = new ArrayList<>();
        Patience.until("all threads are held", () -> {
            alarms.drainTo(held);
            held.removeIf(HandAlarm::isCalledOff);
            return held.size() == Callers.THREADS;
        });
        return held;
    }

    @Test
    void one_that_waits_between_two_requests_is_not_cut_off() throws Exception {
        try (Socket socket = connect(server);
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            for (int i = 0; i < 3; i++) {
                send(socket, "GET /bellows/state?protocol=1 HTTP/1.1\r\nHost: a\r\nBellows-Key: " + KEY + "\r\n\r\n");
                assertThat(answers.readLine()).isEqualTo("HTTP/1.1 200 OK");
                readRest(answers);

                HandAlarm alarm = Patience.next(alarms);
                Patience.until("the alarm is called off", alarm::isCalledOff);
                alarm.ring();
            }
        }
    }

    @Test
    void the_clock_cuts_off_who_takes_too_long() throws Exception {
        ControlServer hasty = serve(new ClockAlarm(Thread::new, 1));
        try (Socket socket = send(hasty, "GET /bellows/state HTTP/1.1\r\nHost: ")) {
            assertThat(isCutOff(socket)).isTrue();
        } finally {
            hasty.stop();
        }
    }

    private static boolean isCutOff(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Reads the rest of an answer, whose length its headers tell. */
    private static void readRest(BufferedReader answers) throws IOException {
        int length = 0;
        for (String line = answers.readLine(); !line.isEmpty(); line = answers.readLine()) {
            if (line.startsWith("Content-length: ")) {
                length = Integer.parseInt(line.substring("Content-length: ".length()));
            }
        }
        for (int i = 0; i < length; i++) {
            assertThat(answers.read()).isNotNegative();
        }
    }

    private static Socket send(ControlServer server, String text) throws IOException {
        Socket socket = connect(server);
        send(socket, text);
        return socket;
    }

    private static Socket connect(ControlServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(Math.toIntExact(Patience.LIMIT.toMillis()));
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
