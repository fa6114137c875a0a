package dev.bellows.testkit.internal.door;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Finds where the last lines of a file begin, without reading what is before them. */
final class LogTail {

    private static final int BLOCK = 8192;

    private LogTail() {}

    /** The offset of the first of the last {@code lines} lines. */
    static long offset(Path file, long lines) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long end = channel.size();
            long found = 0;
            for (long position = end; position > 0; position = Math.max(0, position - BLOCK)) {
                long start = Math.max(0, position - BLOCK);
                ByteBuffer block = ByteBuffer.allocate((int) (position - start));
                channel.read(block, start);
                for (int i = block.position() - 1; i >= 0; i--) {
                    boolean endsLine = block.get(i) == '\n' && start + i < end - 1;
                    if (endsLine && ++found == lines) {
                        return start + i + 1;
                    }
                }
            }
            return lines == 0 ? end : 0;
        }
    }
}
