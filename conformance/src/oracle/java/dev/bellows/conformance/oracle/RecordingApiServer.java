package dev.bellows.conformance.oracle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** An API server that accepts every object, gives it a fixed UID, and remembers the requests. */
final class RecordingApiServer {
    static final String UID = "00000000-0000-0000-0000-000000000001";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private ArrayNode requests = JSON.createArrayNode();

    private RecordingApiServer(HttpServer server) {
        this.server = server;
    }

    static RecordingApiServer start() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        RecordingApiServer server = new RecordingApiServer(http);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The requests since the last call. */
    synchronized ArrayNode takeRequests() {
        ArrayNode taken = requests;
        requests = JSON.createArrayNode();
        return taken;
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            ObjectNode object = body.length == 0 ? JSON.createObjectNode() : (ObjectNode) JSON.readTree(body);
            requests.addObject()
                    .put("method", exchange.getRequestMethod())
                    .put("path", exchange.getRequestURI().getPath())
                    .set("body", object.deepCopy());
            object.withObject("/metadata").put("uid", UID);
            byte[] answer = JSON.writeValueAsBytes(object);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
