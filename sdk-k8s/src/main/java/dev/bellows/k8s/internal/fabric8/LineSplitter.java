package dev.bellows.k8s.internal.fabric8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Cuts a stream of bytes into UTF-8 lines. Not thread-safe. */
final class LineSplitter {
    private final Consumer<String> lines;
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

    LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    void accept(List<ByteBuffer> chunks) {
        for (ByteBuffer chunk : chunks) {
            byte[] bytes = new byte[chunk.remaining()];
            chunk.get(bytes);
            int from = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    rest.write(bytes, from, i - from);
                    flush();
                    from = i + 1;
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

    private void flush() {
        String line = rest.toString(StandardCharsets.UTF_8);
        rest.reset();
        lines.accept(line);
    }
}
