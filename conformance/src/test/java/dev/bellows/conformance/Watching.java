package dev.bellows.conformance;

import dev.bellows.run.RunEvent;
import dev.bellows.run.RunResult;
import dev.bellows.run.SparkRun;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A run and everything that it told: events and log lines. */
public final class Watching {
    /** How long a test waits for something: only what hangs takes so long, also on a machine that is busy. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    private final SparkRun run;
    private final List<RunEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Long> log;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private Watching(SparkRun run) {
        this.run = run;
        run.onEvent(this::hear);
        this.log = run.logs().follow(lines::add);
    }

    public static Watching of(SparkRun run) {
        return new Watching(run);
    }

    public SparkRun run() {
        return run;
    }

    /** The result, once the log is complete too. */
    public RunResult result() {
        RunResult result = await(run.result());
        await(log);
        return result;
    }

    /** Completes when the end has been told: a listener may hear of it after the result is there. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    public List<String> told() {
        return events.stream().map(Object::toString).toList();
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The lines that the program marked as its result. */
    public List<String> results() {
        return lines.stream().filter(line -> line.startsWith("RESULT ")).toList();
    }

    private void hear(RunEvent event) {
        events.add(event);
        if (event instanceof RunEvent.Ended) {
            ended.complete(null);
        }
    }

    public static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
