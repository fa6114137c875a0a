package dev.bellows.driver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The control of one application: it hears which shuffles are needed, and answers who knows the key. */
final class Control {
    static final String PORT = "spark.bellows.control.port";
    static final String KEY_FILE = "spark.bellows.control.keyFile";
    private static final String BIND_ADDRESS = "spark.driver.bindAddress";
    private static final int LEAST_KEY = 32;

    private final NeededShuffles shuffles;
    private final ControlServer server;

    private Control(NeededShuffles shuffles, ControlServer server) {
        this.shuffles = shuffles;
        this.server = server;
    }

    /**
     * Starts serving at the pod's own address, and at no other.
     *
     * @param conf the application's conf, a SparkConf
     */
    static Control start(Object conf) throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getByName(setting(conf, BIND_ADDRESS)), port(conf));
        NeededShuffles shuffles = new NeededShuffles();
        Requests requests = new Requests(new Application(), shuffles, version());
        byte[] key = key(setting(conf, KEY_FILE));
        return new Control(shuffles, ControlServer.start(address, key, requests));
    }

    private static int port(Object conf) {
        return Integer.parseInt(setting(conf, PORT));
    }

    private static String setting(Object conf, String key) {
        String value = (String) Reflected.call(conf, "get", key, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException(key + " is not set");
        }
        return value;
    }

    private static byte[] key(String file) throws IOException {
        byte[] key = Files.readAllBytes(Paths.get(file));
        if (key.length < LEAST_KEY) {
            throw new IllegalArgumentException("the key has " + key.length + " bytes (expected: >= " + LEAST_KEY + ")");
        }
        return key;
    }

    private static String version() {
        String version = Control.class.getPackage().getImplementationVersion();
        return version == null ? "" : version;
    }

    void jobStarted(Object event) {
        List<Integer> ids = new ArrayList<>();
        for (Object stage : Reflected.list(Reflected.call(event, "stageInfos"))) {
            Object shuffle = Reflected.orNull(Reflected.call(stage, "shuffleDepId"));
            if (shuffle != null) {
                ids.add((Integer) shuffle);
            }
        }
        shuffles.jobStarted((Integer) Reflected.call(event, "jobId"), query(event), ids);
    }

    /** The query that a job is part of; null if it is part of none. */
    private static @Nullable Long query(Object event) {
        Properties properties = (Properties) Reflected.call(event, "properties");
        String id = properties == null ? null : properties.getProperty("spark.sql.execution.id");
        return id == null ? null : Long.valueOf(id);
    }

    void jobEnded(Object event) {
        shuffles.jobEnded((Integer) Reflected.call(event, "jobId"));
    }

    void otherEvent(Object event) {
        String name = event.getClass().getName();
        if (name.endsWith(".SparkListenerSQLExecutionStart")) {
            shuffles.queryStarted((Long) Reflected.call(event, "executionId"));
        } else if (name.endsWith(".SparkListenerSQLExecutionEnd")) {
            shuffles.queryEnded((Long) Reflected.call(event, "executionId"));
        }
    }

    void stop() {
        server.stop();
    }

    /** Where it is reached; the conf may leave the choice of a port to the machine. */
    int port() {
        return server.port();
    }

    /** A text as it travels. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
