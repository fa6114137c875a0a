package dev.bellows.testkit.internal.door;

import dev.bellows.testkit.internal.store.ClusterStore;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A running Kubernetes API server on this machine's loopback address. Speaks plain HTTP and wants a bearer token.
 * Thread-safe.
 */
public final class ApiServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    /** Its end takes milliseconds, if the machine lets it. */
    private static final long PATIENCE_SECONDS = 60;

    private final Vertx vertx;
    private final HttpServer server;
    private final RequestLog log;

    private ApiServer(Vertx vertx, HttpServer server, RequestLog log) {
        this.vertx = vertx;
        this.server = server;
        this.log = log;
    }

    /**
     * Settings of a server.
     *
     * @param port the port to listen on; 0 for any free one
     * @param bookmarkInterval time between the bookmarks of a watch that wants them
     * @param clock the time of the {@code Date} header and of the request log
     */
    public record Options(int port, Duration bookmarkInterval, InstantSource clock) {

        /** Any free port, a bookmark a minute, the system's clock. */
        public static final Options DEFAULT = new Options(0, Duration.ofMinutes(1), InstantSource.system());

        /** The same with another time between bookmarks. */
        public Options withBookmarkInterval(Duration interval) {
            return new Options(port, interval, clock);
        }
    }

    /**
     * Starts a server.
     *
     * @param users the accepted bearer tokens, each with the name of its user
     */
    public static ApiServer start(ClusterStore store, Map<String, String> users, PodLogs logs, Options options) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(4)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        RequestLog log = new RequestLog();
        Door door = new Door(vertx, store, users, logs, options, log);
        HttpServerOptions http = new HttpServerOptions()
                .setHost(HOST)
                .setPort(options.port())
                .setMaxInitialLineLength(64 * 1024)
                .setMaxHeaderSize(64 * 1024);
        try {
            HttpServer server = vertx.createHttpServer(http)
                    .requestHandler(door::take)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            return new ApiServer(vertx, server, log);
        } catch (CompletionException e) {
            stop(vertx);
            throw e;
        }
    }

    /** Where the server listens. */
    public URI uri() {
        return URI.create("http://" + HOST + ":" + server.actualPort());
    }

    /** What the server has answered. */
    public RequestLog requests() {
        return log;
    }

    /** Ends every watch and stream and stops the server's threads. */
    @Override
    public void close() {
        stop(vertx);
    }

    private static void stop(Vertx vertx) {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
