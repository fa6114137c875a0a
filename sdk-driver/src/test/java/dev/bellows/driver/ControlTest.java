package dev.bellows.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Patience;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    private final Conf conf = new Conf();

    /** As much of a SparkConf as is asked for. */
    static final class Conf {
        private final Map<String, String> entries = new HashMap<>();

        public String get(String key, String otherwise) {
            return entries.getOrDefault(key, otherwise);
        }
    }

    @BeforeEach
    void setUp() throws IOException {
        conf.entries.put("spark.driver.bindAddress", "127.0.0.1");
        conf.entries.put(Control.PORT, "0");
        conf.entries.put(
                Control.KEY_FILE, Files.writeString(folder.resolve("key"), KEY).toString());
    }

    @Test
    void a_caller_is_answered_only_with_the_key() throws Exception {
        Control control = Control.start(conf);
        try {
            assertThat(ask(control, "/bellows/state?protocol=1", KEY).statusCode())
                    .isEqualTo(200);
            for (String wrong : List.of("0", KEY + "0", KEY.toUpperCase(Locale.ROOT))) {
                HttpResponse<String> refused = ask(control, "/bellows/state?protocol=1", wrong);
                assertThat(refused.statusCode()).isEqualTo(403);
                assertThat(refused.body()).isEmpty();
            }
            assertThat(ask(control, "/bellows/state?protocol=2", KEY).body()).contains("\"UNKNOWN_VERSION\"");
            assertThat(ask(control, "/bellows/state", KEY).body()).contains("\"UNKNOWN_VERSION\"");
        } finally {
            control.stop();
        }
    }

    @Test
    void its_threads_let_the_driver_end() throws Exception {
        Control control = Control.start(conf);
        try {
            ask(control, "/bellows/state?protocol=1", KEY);
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("bellows-control"))
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon);
        } finally {
            control.stop();
        }
        conf.entries.put(Control.PORT, Integer.toString(control.port()));
        Control.start(conf).stop();
    }

    @Test
    void it_does_not_start_without_all_that_it_needs() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = conf.entries.put(Control.PORT, Integer.toString(taken.getLocalPort()));
            assertThatThrownBy(() -> Control.start(conf)).isInstanceOf(BindException.class);
            conf.entries.put(Control.PORT, port);
        }
        Files.writeString(folder.resolve("key"), "short");
        assertThatThrownBy(() -> Control.start(conf)).isInstanceOf(IllegalArgumentException.class);
        Files.delete(folder.resolve("key"));
        assertThatThrownBy(() -> Control.start(conf)).isInstanceOf(NoSuchFileException.class);
        conf.entries.remove("spark.driver.bindAddress");
        assertThatThrownBy(() -> Control.start(conf)).hasMessageContaining("spark.driver.bindAddress");
    }

    private static HttpResponse<String> ask(Control control, String path, String key)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + control.port() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Bellows-Key", key)
                .timeout(Patience.LIMIT)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
