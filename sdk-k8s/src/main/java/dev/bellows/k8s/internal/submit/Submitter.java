package dev.bellows.k8s.internal.submit;

import dev.bellows.compile.AttemptId;
import dev.bellows.compile.CompiledJob;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.internal.supervise.Signal;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.TimeSource;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Submits one job: compiles it, reads its files, and sends what came of it. Thread-safe. */
public final class Submitter {
    private static final int APP_ID_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ClusterPort cluster;
    private final TimeSource time;
    private final String client;

    /** A submitter for a client's runs. */
    public Submitter(ClusterPort cluster, TimeSource time, String client) {
        this.cluster = cluster;
        this.time = time;
        this.client = client;
    }

    /** Submits; reads local files, so it must not be called where blocking hurts. Completes with Accepted, Recorded or Refused. */
    public CompletableFuture<Signal> submit(RunId run, SparkJob job, RunOptions options) {
        CompiledJob compiled = job.compile(new AttemptId(run, 1, client, newAppId()));
        FileContents files;
        try {
            files = FileContents.read(compiled.localFiles());
        } catch (Refusal refusal) {
            return CompletableFuture.completedFuture(
                    new Signal.Refused(refusal.kind(), refusal.reason(), Optional.empty()));
        }
        RunRecord record = RunRecord.compose(job, compiled, options, files);
        return new Submission(cluster, time, run.namespace(), record).send(options.submissionDeadline());
    }

    private static String newAppId() {
        byte[] bytes = new byte[APP_ID_BYTES];
        RANDOM.nextBytes(bytes);
        return "spark-" + HexFormat.of().formatHex(bytes);
    }
}
