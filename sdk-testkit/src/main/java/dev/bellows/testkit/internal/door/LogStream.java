package dev.bellows.testkit.internal.door;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Copies a container's output to a client, and goes on while it grows if asked. Files are read on the worker threads,
 * a block at a time, and only as fast as the client takes them.
 */
final class LogStream {

    private static final int BLOCK = 64 * 1024;
    private static final long POLL_MILLIS = 50;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final LogRequest request;
    private final Optional<StampedLines> lines;
    private final Path file;
    private final BooleanSupplier finished;
    private long position;
    private long left;

    LogStream(
            Vertx vertx,
            HttpServerResponse response,
            LogRequest request,
            Optional<StampedLines> lines,
            Path file,
            BooleanSupplier finished) {
        this.lines = lines;
        this.vertx = vertx;
        this.response = response;
        this.request = request;
        this.file = file;
        this.finished = finished;
        this.left = request.limitBytes().orElse(Long.MAX_VALUE);
    }

    void start() {
        response.setChunked(true).putHeader("Content-Type", "text/plain");
        response.write("");
        long lines = request.tailLines().orElse(-1);
        vertx.executeBlocking(() -> lines < 0 ? 0L : LogTail.offset(file, lines))
                .onSuccess(offset -> {
                    position = offset;
                    next();
                })
                .onFailure(failure -> end());
    }

    private void next() {
        if (response.closed()) {
            return;
        }
        // Asked before reading: what was written before the end is then still read.
        boolean last = !request.follow() || finished.getAsBoolean();
        vertx.executeBlocking(this::read).onSuccess(block -> send(block, last)).onFailure(failure -> end());
    }

    private Buffer read() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK, left));
            channel.read(block, position);
            return Buffer.buffer().appendBytes(block.array(), 0, block.position());
        }
    }

    private void send(Buffer block, boolean last) {
        Buffer shown = lines.map(each -> each.of(position, block)).orElse(block);
        position += block.length();
        left -= block.length();
        if (response.closed()) {
            return;
        }
        if (shown.length() > 0) {
            response.write(shown);
        }
        if (left <= 0 || (last && block.length() == 0)) {
            end();
        } else if (response.writeQueueFull()) {
            response.drainHandler(drained -> next());
        } else if (block.length() > 0) {
            next();
        } else {
            vertx.setTimer(POLL_MILLIS, fired -> next());
        }
    }

    private void end() {
        if (!response.ended() && !response.closed()) {
            response.end(lines.map(each -> each.end(position)).orElseGet(Buffer::buffer));
        }
    }
}
