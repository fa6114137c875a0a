package dev.bellows.testkit.internal.kubelet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process prints, written to its log as a container runtime does it: whole lines, so that one stream never cuts a line of the
 * other (seen with containerd 2.2). A daemon thread for each of the two streams, until the process closes them.
 */
final class ContainerOutput {
    private static final Logger log = LoggerFactory.getLogger(ContainerOutput.class);
    private static final int LONGEST_LINE = 64 * 1024;

    private final CompletableFuture<Void> end;

    private ContainerOutput(CompletableFuture<Void> end) {
        this.end = end;
    }

    static ContainerOutput write(Process process, Path file) {
        return new ContainerOutput(CompletableFuture.allOf(
                write(process.pid(), process.getInputStream(), file),
                write(process.pid(), process.getErrorStream(), file)));
    }

    /**
     * Completes when all is in the log that the ended process has printed. In a container everything ends with its first process;
     * here a program that it has left behind may hold its streams, and is waited for so long.
     */
    CompletableFuture<Void> end(Duration stragglers) {
        return end.copy().completeOnTimeout(null, stragglers.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static CompletableFuture<Void> write(long pid, InputStream printed, Path file) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> copy(printed, file, end), "bellows-output-of-" + pid);
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    private static void copy(InputStream printed, Path file, CompletableFuture<Void> end) {
        try (printed;
                OutputStream lines = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            copyLines(printed, lines);
        } catch (IOException e) {
            log.warn("{}: the rest of the output is lost", file, e);
        } finally {
            end.complete(null);
        }
    }

    private static void copyLines(InputStream printed, OutputStream lines) throws IOException {
        byte[] buffer = new byte[LONGEST_LINE];
        int held = 0;
        for (int read = 0; read >= 0; read = printed.read(buffer, held, buffer.length - held)) {
            held += read;
            int whole = held == buffer.length ? held : afterLastLine(buffer, held);
            lines.write(buffer, 0, whole);
            held -= whole;
            System.arraycopy(buffer, whole, buffer, 0, held);
        }
        lines.write(buffer, 0, held);
    }

    private static int afterLastLine(byte[] buffer, int length) {
        int after = length;
        while (after > 0 && buffer[after - 1] != '\n') {
            after--;
        }
        return after;
    }
}
