package dev.bellows.conformance;

import dev.bellows.job.SparkJob;
import dev.bellows.run.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A running {@link SdkProgram}, and what it has printed. */
public final class SdkProcess implements AutoCloseable {
    private static final String RESULT = "RESULT ";

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final List<Expected> expected = new ArrayList<>();
    private final CompletableFuture<List<String>> ended;

    private SdkProcess(Process process) {
        this.process = process;
        this.ended = CompletableFuture.supplyAsync(this::read, task -> new Thread(task, "output").start());
    }

    /** One that submits a job under a run id. */
    public static SdkProcess submit(Path kubeconfig, RunId run, SparkJob job, int attempts) throws IOException {
        Path json = Files.createTempFile(kubeconfig.getParent(), "job", ".json");
        Files.writeString(json, job.toJson());
        return start(kubeconfig.toString(), run.toString(), json.toString(), Integer.toString(attempts));
    }

    /** One that attaches to a run. */
    public static SdkProcess attach(Path kubeconfig, RunId run) throws IOException {
        return start(kubeconfig.toString(), run.toString());
    }

    private static SdkProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SdkProgram.class.getName()));
        command.addAll(List.of(arguments));
        return new SdkProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Completes when a line begins so; also if that was long ago. Fails if the process ends without one. */
    public CompletableFuture<String> line(String start) {
        Expected next = new Expected(start, new CompletableFuture<>());
        synchronized (lines) {
            expected.add(next);
            lines.forEach(next::hear);
        }
        ended.whenComplete((all, error) ->
                next.found.completeExceptionally(new AssertionError("no line " + start + " among " + all)));
        return next.found;
    }

    /** What it printed as its result, such as {@code SUCCEEDED of 1}; fails if it ended without one. */
    public CompletableFuture<String> result() {
        return ended.thenApply(all -> all.stream()
                .filter(line -> line.startsWith(RESULT))
                .map(line -> line.substring(RESULT.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no result among " + all)));
    }

    /** Ends it as {@code kill -9} does, and waits for that. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private List<String> read() {
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String told = line;
                synchronized (lines) {
                    lines.add(told);
                    expected.forEach(next -> next.hear(told));
                }
            }
            return List.copyOf(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Expected(String start, CompletableFuture<String> found) {
        void hear(String line) {
            if (line.startsWith(start)) {
                found.complete(line);
            }
        }
    }
}
