package dev.bellows.driver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The HTTP side: who does not know the key is told nothing. Its threads never keep a driver alive. */
final class ControlServer {
    static final String HEADER = "Bellows-Key";

    private static final int FORBIDDEN = 403;
    private static final int OK = 200;

    private final HttpServer server;
    private final Callers callers;
    private final byte[] key;
    private final Requests requests;

    private ControlServer(HttpServer server, Callers callers, byte[] key, Requests requests) {
        this.server = server;
        this.callers = callers;
        this.key = key;
        this.requests = requests;
    }

    /**
     * Starts serving.
     *
     * @param alarm ends the time of a caller without the key
     */
    static ControlServer start(InetSocketAddress address, byte[] key, Requests requests, Alarm alarm)
            throws IOException {
        HttpServer http = HttpServer.create(address, 0);
        Callers callers = new Callers(ControlServer::daemon, alarm);
        ControlServer server = new ControlServer(http, callers, key, requests);
        http.setExecutor(callers);
        http.createContext("/", server::handle);
        // The server's own thread is a daemon if the one is that starts it.
        Thread starter = daemon(http::start);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return server;
    }

    static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "bellows-control");
        thread.setDaemon(true);
        return thread;
    }

    void stop() {
        server.stop(0);
        callers.stop();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            if (knows(exchange.getRequestHeaders().getFirst(HEADER))) {
                callers.trust();
                boolean post = exchange.getRequestMethod().equals("POST");
                String path = exchange.getRequestURI().getPath();
                send(
                        exchange,
                        OK,
                        requests.answer(
                                post, path, query(exchange.getRequestURI().getQuery())));
            } else {
                send(exchange, FORBIDDEN, "");
            }
        } finally {
            exchange.close();
        }
    }

    /** Takes as long for one wrong key as for another. */
    private boolean knows(@Nullable String told) {
        return told != null && MessageDigest.isEqual(Control.bytes(told), key);
    }

    private static Map<String, String> query(@Nullable String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : (text == null ? "" : text).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return query;
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = Control.bytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
