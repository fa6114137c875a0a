package dev.bellows.k8s.internal.submit;

import dev.bellows.compile.AttemptId;
import dev.bellows.compile.CompiledJob;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.FileUploader;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** Submits one job: compiles it, reads its files, and sends what came of it. Thread-safe. */
public final class Submitter {
    private static final int APP_ID_BYTES = 16;

    private final ClusterPort cluster;
    private final TimeSource time;
    private final String client;
    private final Uploads uploads;

    /** A submitter for a client's runs. */
    public Submitter(ClusterPort cluster, TimeSource time, String client, Optional<FileUploader> uploader) {
        this.cluster = cluster;
        this.time = time;
        this.client = client;
        this.uploads = new Uploads(uploader);
    }

    /** Submits; reads local files, so it must not be called where blocking hurts. Completes with Accepted, Found or Refused. */
    public CompletableFuture<Signal> submit(RunId run, SparkJob job, RunOptions options) {
        CompiledJob compiled = job.compile(new AttemptId(run, 1, client, newAppId(time.random())));
        RunRecord record;
        try {
            FileContents files = FileContents.read(compiled.localFiles(), compiled.uploads());
            record = RunRecord.compose(job, compiled, options, files);
        } catch (Refusal refusal) {
            return CompletableFuture.completedFuture(refused(refusal));
        }
        return uploads.send(compiled.uploads())
                .thenCompose(sent ->
                        new Submission(cluster, time, run.namespace(), record).send(options.submissionDeadline()))
                .exceptionallyCompose(error -> error.getCause() instanceof Refusal refusal
                        ? CompletableFuture.completedFuture(refused(refusal))
                        : CompletableFuture.failedFuture(error));
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
