package dev.bellows.testkit.internal.kubelet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A container's process. It ends at the latest when this JVM does, by its {@code Tether}. */
final class ContainerProcess {
    private static final long KIBIBYTE = 1024;

    private final Process process;
    private final ContainerOutput output;
    private final ProcessBuilder beside;
    private final UnaryOperator<String> paths;
    private @Nullable Process hook;

    private ContainerProcess(
            Process process, ContainerOutput output, ProcessBuilder beside, UnaryOperator<String> paths) {
        this.process = process;
        this.output = output;
        this.beside = beside;
        this.paths = paths;
    }

    /**
     * Starts the command with exactly these variables; both of its output streams go to the log.
     *
     * @param paths from the container's paths to this machine's, for commands that are run in it later
     */
    static ContainerProcess start(
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Path log,
            UnaryOperator<String> paths)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        ProcessBuilder beside = builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return new ContainerProcess(process, ContainerOutput.write(process, log), beside, paths);
    }

    long pid() {
        return process.pid();
    }

    /** Completes when the process has ended and its output is in the log, or its stragglers have had their time. */
    CompletableFuture<?> end(Duration stragglers) {
        return process.onExit().thenCompose(ended -> output.end(stragglers));
    }

    /** Hands over the exit code at the {@link #end}; 128 + n after signal n. */
    void onExit(Duration stragglers, IntConsumer exitCode) {
        CompletableFuture<Void> unused = end(stragglers).thenAccept(ended -> exitCode.accept(process.exitValue()));
    }

    /** Runs a command in the container's folder and with its variables; completes with its exit code. Nobody reads what it prints. */
    CompletableFuture<Integer> run(List<String> command) throws IOException {
        Process started = beside.command(command.stream().map(paths).toList()).start();
        hook = started;
        return started.onExit().thenApply(Process::exitValue);
    }

    /** Sends SIGPWR, which tells a Spark executor to decommission itself. */
    void decommission() throws IOException {
        new ProcessBuilder("sh", "-c", "kill -s PWR " + pid())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Sends SIGTERM. Not by {@code Process.destroy}, which also closes the streams: the tether listens to one, the log reads the others. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Sends SIGKILL to the process and to all that it has started. */
    void kill() {
        List<ProcessHandle> started = process.descendants().toList();
        process.toHandle().destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
        endHook();
    }

    /** Kills the command that runs beside the process, if one does. */
    void endHook() {
        if (hook != null) {
            hook.descendants().forEach(ProcessHandle::destroyForcibly);
            hook.destroyForcibly();
        }
    }

    /** The bytes of memory that cannot be reclaimed; 0 for an ended process and where the machine does not tell. */
    long memoryInUse() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
            return lines.filter(line -> line.startsWith("RssAnon:") || line.startsWith("RssShmem:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
