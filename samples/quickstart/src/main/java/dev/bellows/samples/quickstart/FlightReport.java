package dev.bellows.samples.quickstart;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.Failure;
import dev.bellows.run.RunEvent;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.SparkRun;
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
    private final Timeline timeline;

    FlightReport(SparkKubernetes spark, Timeline timeline) {
        this.spark = spark;
        this.timeline = timeline;
    }

    /** Whether the job succeeded. In either case nothing of it is left on the cluster. */
    boolean run(SparkJob job) throws InterruptedException, ExecutionException {
        // The key makes this the only run of the job today, however many processes submit it.
        SparkRun run =
                spark.submit(job, RunOptions.key(LocalDate.now(ZoneOffset.UTC).toString()));
        run.onEvent(event -> {
            // The end is told below, with the result.
            if (!(event instanceof RunEvent.Ended)) {
                timeline.tell(event.toString());
            }
        });

        List<String> table = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Long> log =
                run.logs().follow(line -> ReportLines.row(line).ifPresent(table::add));

        RunResult result = await(run);
        timeline.tell("ended: " + result.status());
        if (result.succeeded()) {
            log.join();
            timeline.print("", String.join("\n", table), "", ReportLines.phases(result.timings()));
        } else {
            result.failure().map(Failure::describe).ifPresent(timeline::print);
        }
        run.forget().join();
        return result.succeeded();
    }

    private RunResult await(SparkRun run) throws InterruptedException, ExecutionException {
        CompletableFuture<RunResult> result = run.result();
        while (true) {
            try {
                return result.get(SECONDS_BETWEEN_LINES, TimeUnit.SECONDS);
            } catch (TimeoutException notYet) {
                timeline.tell(ReportLines.progress(run.state()));
            }
        }
    }
}
