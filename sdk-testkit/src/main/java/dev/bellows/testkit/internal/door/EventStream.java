package dev.bellows.testkit.internal.door;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;

/** The connection that carries the events of one watch: a chunked response or a WebSocket. */
interface EventStream {

    /** How many bytes may wait for a slow client before its watch is ended. */
    int MAX_WAITING = 16 * 1024 * 1024;

    void send(String event);

    boolean isFull();

    void end();

    void onClose(Handler<Void> handler);

    static EventStream of(HttpServerResponse response) {
        return new EventStream() {
            @Override
            public void send(String event) {
                if (!response.ended() && !response.closed()) {
                    response.write(event + "\n");
                }
            }

            @Override
            public boolean isFull() {
                return response.writeQueueFull();
            }

            @Override
            public void end() {
                if (!response.ended() && !response.closed()) {
                    response.end();
                }
            }

            @Override
            public void onClose(Handler<Void> handler) {
                response.closeHandler(handler);
                response.endHandler(handler);
            }
        };
    }

    static EventStream of(ServerWebSocket socket) {
        return new EventStream() {
            @Override
            public void send(String event) {
                if (!socket.isClosed()) {
                    socket.writeTextMessage(event);
                }
            }

            @Override
            public boolean isFull() {
                return socket.writeQueueFull();
            }

            @Override
            public void end() {
                if (!socket.isClosed()) {
                    socket.close();
                }
            }

            @Override
            public void onClose(Handler<Void> handler) {
                socket.closeHandler(handler);
            }
        };
    }
}
