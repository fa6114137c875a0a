package dev.bellows.samples.quickstart;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.Failure;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.SparkRun;
import dev.bellows.run.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The service: submits the job of the day, tells what happens to it, prints the table that it made, and cleans up. */
final class FlightReport {
    private static final int SECONDS_BETWEEN_LINES = 5;

    private final SparkKubernetes spark;
    private final TimedLines lines;

    FlightReport(SparkKubernetes spark, TimedLines lines) {
        this.spark = spark;
        this.lines = lines;
    }

    /** Whether the job succeeded. In either case nothing of it is left on the cluster. */
    boolean run(SparkJob job) throws IOException, InterruptedException, ExecutionException {
        // The key makes this the only run of the job today, however many processes submit it.
        SparkRun run =
                spark.submit(job, RunOptions.key(LocalDate.now(ZoneOffset.UTC).toString()));
        run.onEvent(event -> {
            // The end is told below, with the result.
            if (!(event instanceof RunEvent.Ended)) {
                lines.tell(event.toString());
            }
        });

        List<String> table = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Long> log =
                run.logs().follow(line -> ReportLines.row(line).ifPresent(table::add));

        RunResult result = await(run);
        lines.tell("ended: " + result.status());
        if (result.succeeded()) {
            log.join();
            lines.print("", String.join("\n", table), "", ReportLines.phases(result.timings()));
        } else {
            result.failure().map(Failure::describe).ifPresent(lines::print);
        }
        lines.print("", "what the executors did, as a page for your browser: " + page(run.timeline()));
        run.forget().join();
        return result.succeeded();
    }

    private RunResult await(SparkRun run) throws InterruptedException, ExecutionException {
        CompletableFuture<RunResult> result = run.result();
        while (true) {
            try {
                return result.get(SECONDS_BETWEEN_LINES, TimeUnit.SECONDS);
            } catch (TimeoutException notYet) {
                lines.tell(ReportLines.progress(run.state()));
                // Whoever looks at executors fills the run's time line.
                run.executors();
            }
        }
    }

    private static Path page(Timeline timeline) throws IOException {
        Path page = Path.of("target", "timeline.html").toAbsolutePath();
        Files.createDirectories(page.getParent());
        return Files.writeString(page, timeline.html());
    }
}
