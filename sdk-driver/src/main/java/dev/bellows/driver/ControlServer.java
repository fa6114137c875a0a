package dev.bellows.driver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The HTTP side: who does not know the key is told nothing. Its threads never keep a driver alive. */
final class ControlServer {
    static final String HEADER = "Bellows-Key";

    private static final int FORBIDDEN = 403;
    private static final int OK = 200;

    /** One that is held up by a slow caller does not hold up the others. */
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads;
    private final byte[] key;
    private final Requests requests;

    private ControlServer(HttpServer server, ExecutorService threads, byte[] key, Requests requests) {
        this.server = server;
        this.threads = threads;
        this.key = key;
        this.requests = requests;
    }

    static ControlServer start(InetSocketAddress address, byte[] key, Requests requests) throws IOException {
        HttpServer http = HttpServer.create(address, 0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, ControlServer::daemon);
        ControlServer server = new ControlServer(http, threads, key, requests);
        http.setExecutor(threads);
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

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "bellows-control");
        thread.setDaemon(true);
        return thread;
    }

    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            if (knows(exchange.getRequestHeaders().getFirst(HEADER))) {
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
