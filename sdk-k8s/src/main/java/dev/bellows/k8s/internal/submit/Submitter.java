package dev.bellows.k8s.internal.submit;

import dev.bellows.check.LayoutChecks;
import dev.bellows.check.Problem;
import dev.bellows.check.RetryChecks;
import dev.bellows.compile.AttemptId;
import dev.bellows.compile.CompiledJob;
import dev.bellows.job.InvalidJob;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.FileUploader;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.Layout;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Submits one job: compiles it, reads its files, and sends what came of it. Thread-safe. */
public final class Submitter {
    private static final int APP_ID_BYTES = 16;

    private final ClusterPort cluster;
    private final TimeSource time;
    private final String client;
    private final Told told;
    private final BooleanSupplier awaited;
    private final FileFolders folders;
    private final Uploads uploads;

    /**
     * A submitter for a client's runs.
     *
     * @param told what the cluster has told of a run's drivers
     * @param awaited whether somebody still wants to know what became of a submission
     */
    public Submitter(
            ClusterPort cluster,
            TimeSource time,
            String client,
            Optional<FileUploader> uploader,
            FileFolders folders,
            Told told,
            BooleanSupplier awaited) {
        this.cluster = cluster;
        this.time = time;
        this.client = client;
        this.told = told;
        this.awaited = awaited;
        this.folders = folders;
        this.uploads = new Uploads(uploader, folders);
    }

    /**
     * Submits; compiles at once, and reads local files beside the turns. Completes with Accepted, Found,
     * DriverVanished or Refused.
     *
     * @param news hears DriverMade before that, in layout COMPACT
     */
    public CompletableFuture<Signal> submit(RunId run, SparkJob job, RunOptions options, Consumer<Signal> news) {
        CompiledJob compiled;
        try {
            compiled = compiled(run, job, options);
        } catch (Refusal refusal) {
            return CompletableFuture.completedFuture(refused(refusal));
        }
        return files(compiled)
                .thenCompose(files ->
                        uploads.send(compiled.uploads()).thenCompose(sent -> send(job, compiled, options, files, news)))
                .exceptionallyCompose(error -> error.getCause() instanceof Refusal refusal
                        ? CompletableFuture.completedFuture(refused(refusal))
                        : CompletableFuture.failedFuture(error));
    }

    private CompletableFuture<FileContents> files(CompiledJob compiled) {
        if (compiled.localFiles().isEmpty() && compiled.uploads().isEmpty()) {
            return CompletableFuture.completedFuture(FileContents.NONE);
        }
        CompletableFuture<FileContents> contents = new CompletableFuture<>();
        time.aside(() -> {
            try {
                contents.complete(FileContents.read(folders, compiled.localFiles(), compiled.uploads()));
            } catch (Refusal | RuntimeException | Error e) {
                contents.completeExceptionally(e);
            }
        });
        return contents;
    }

    /** The objects of a job like many, made as for a submission that nobody sends. */
    public static List<HasMetadata> rehearse() {
        SparkJob job = SparkJob.builder()
                .name("rehearsal")
                .image("rehearsal")
                .jar("local:///rehearsal.jar", "Rehearsal")
                .executors(executors -> executors.count(1))
                .build();
        RunOptions options = RunOptions.key("rehearsal");
        RunId run = new RunId("default", job.name(), options.key());
        CompiledJob compiled = job.compile(new AttemptId(run, 1, "rehearsal", "spark-rehearsal"), options.layout());
        RunRecord record = RunRecord.compose(job, compiled, options, FileContents.NONE);
        return List.of(
                record.map(), record.driverPod().object(), record.service().object());
    }

    private CompiledJob compiled(RunId run, SparkJob job, RunOptions options) throws Refusal {
        try {
            List<Problem> problems = new ArrayList<>(RetryChecks.check(job, options));
            problems.addAll(LayoutChecks.check(job, options));
            if (!problems.isEmpty()) {
                throw new InvalidJob(problems);
            }
            return job.compile(new AttemptId(run, 1, client, newAppId(time.random())), options.layout());
        } catch (InvalidJob invalid) {
            throw Refusal.invalid(String.valueOf(invalid.getMessage()));
        }
    }

    private CompletableFuture<Signal> send(
            SparkJob job, CompiledJob compiled, RunOptions options, FileContents files, Consumer<Signal> news) {
        String namespace = compiled.attempt().run().namespace();
        ClusterPort cluster = this.cluster.within(options.submissionDeadline());
        if (options.layout() == Layout.COMPACT) {
            CompactRun run = CompactRun.compose(job, compiled, options, files);
            return new CompactSubmission(cluster, time, namespace, run, news, awaited)
                    .send(options.submissionDeadline());
        }
        RunRecord record = RunRecord.compose(job, compiled, options, files);
        return new Submission(cluster, time, namespace, record, told, awaited).send(options.submissionDeadline());
    }

    private static Signal refused(Refusal refusal) {
        return new Signal.Refused(refusal.kind(), refusal.reason(), Optional.empty());
    }

    /** An application id that was never used. */
    public static String newAppId(RandomGenerator random) {
        byte[] bytes = new byte[APP_ID_BYTES];
        random.nextBytes(bytes);
        return "spark-" + HexFormat.of().formatHex(bytes);
    }
}
