package dev.bellows.k8s.internal.fabric8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Cuts a stream of bytes into UTF-8 lines; one that is too long comes in pieces. Not thread-safe. */
final class LineSplitter {
    /** A character has at most three bytes after its first. */
    private static final int REST_OF_CHARACTER = 3;

    /** What a line needed above this is not kept for the next. */
    private static final int USUAL = 64 * 1024;

    private final int most;
    private final Consumer<String> lines;
    private ByteArrayOutputStream rest = new ByteArrayOutputStream();

    /**
     * A splitter.
     *
     * @param most after how many bytes a line is cut, at the end of a character
     */
    LineSplitter(int most, Consumer<String> lines) {
        this.most = most;
        this.lines = lines;
    }

    void accept(List<ByteBuffer> chunks) {
        for (ByteBuffer chunk : chunks) {
            byte[] bytes = new byte[chunk.remaining()];
            chunk.get(bytes);
            int from = 0;
            for (int i = 0; i < bytes.length; i++) {
                boolean end = bytes[i] == '\n';
                if (end || isFull(rest.size() + i - from, bytes[i])) {
                    rest.write(bytes, from, i - from);
                    flush();
                    from = end ? i + 1 : i;
                }
            }
            rest.write(bytes, from, bytes.length - from);
        }
    }

    /** Hands over a last line without a line break, if there is one. */
    void end() {
        if (rest.size() > 0) {
            flush();
        }
    }

    private boolean isFull(int size, byte next) {
        boolean within = (next & 0xC0) == 0x80;
        return size >= most && (!within || size >= most + REST_OF_CHARACTER);
    }

    private void flush() {
        String line = rest.toString(StandardCharsets.UTF_8);
        if (rest.size() > USUAL) {
            rest = new ByteArrayOutputStream();
        } else {
            rest.reset();
        }
        lines.accept(line);
    }
}
