package dev.bellows.testkit.internal.kubelet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Container;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a container left to say: its termination log or, when it failed and asks for that, the end of its output. */
final class TerminationMessage {
    private static final int MAX_FILE_BYTES = 4096;
    private static final int MAX_LOG_BYTES = 2048;
    private static final int MAX_LOG_LINES = 80;

    private TerminationMessage() {}

    static @Nullable String of(Container container, int exitCode, Path terminationLog, Path log) throws IOException {
        String written = Files.isRegularFile(terminationLog) ? end(terminationLog, MAX_FILE_BYTES) : "";
        if (!written.isEmpty()) {
            return written;
        }
        boolean fromLog = exitCode != 0 && "FallbackToLogsOnError".equals(container.getTerminationMessagePolicy());
        String lines = fromLog ? lastLines(end(log, MAX_LOG_BYTES)) : "";
        return lines.isEmpty() ? null : lines;
    }

    private static String end(Path path, int maxBytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            int length = (int) Math.min(file.length(), maxBytes);
            byte[] bytes = new byte[length];
            file.seek(file.length() - length);
            file.readFully(bytes);
            return new String(bytes, firstCharacter(bytes), length - firstCharacter(bytes), UTF_8);
        }
    }

    /** The cut may fall into a character of several bytes; its rest would become a longer replacement. */
    private static int firstCharacter(byte[] bytes) {
        int start = 0;
        while (start < bytes.length && (bytes[start] & 0xC0) == 0x80) {
            start++;
        }
        return start;
    }

    private static String lastLines(String text) {
        int start = text.length();
        int from = text.endsWith("\n") ? start - 2 : start - 1;
        for (int lines = 0; lines < MAX_LOG_LINES && start > 0; lines++) {
            start = text.lastIndexOf('\n', from) + 1;
            from = start - 2;
        }
        return text.substring(start);
    }
}
