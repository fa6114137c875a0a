package dev.bellows.testkit.internal.door;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Lines with the times at which they were printed, or those alone that were printed lately. A file keeps no times: each line has that of
 * the container's start and a nanosecond for each byte before it, so that it has the same whenever it is read.
 */
final class StampedLines {
    private final Instant started;
    private final boolean shown;
    private final Instant since;
    private Buffer rest = Buffer.buffer();

    StampedLines(Instant started, boolean shown, Instant since) {
        this.started = started;
        this.shown = shown;
        this.since = since;
    }

    /** The lines that end in a block; what is left of it is kept for the next. */
    Buffer of(long position, Buffer block) {
        Buffer all = rest.appendBuffer(block);
        long offset = position + block.length() - all.length();
        Buffer lines = Buffer.buffer();
        int from = 0;
        for (int i = 0; i < all.length(); i++) {
            if (all.getByte(i) == '\n') {
                append(lines, offset + from, all.getBuffer(from, i + 1));
                from = i + 1;
            }
        }
        rest = all.getBuffer(from, all.length());
        return lines;
    }

    /** A last line that has no end. */
    Buffer end(long position) {
        Buffer last = Buffer.buffer();
        if (rest.length() > 0) {
            append(last, position - rest.length(), rest);
        }
        return last;
    }

    private void append(Buffer lines, long offset, Buffer line) {
        Instant time = started.plusNanos(offset);
        if (time.isBefore(since)) {
            return;
        }
        if (shown) {
            lines.appendBytes((time + " ").getBytes(StandardCharsets.UTF_8));
        }
        lines.appendBuffer(line);
    }
}
