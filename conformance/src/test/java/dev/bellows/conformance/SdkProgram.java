package dev.bellows.conformance;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.Retry;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.SparkRun;
import java.nio.file.Files;
import java.nio.file.Path;

/** The SDK in a process of its own: submits a job or attaches to a run, and prints what it hears and how the run ended. */
public final class SdkProgram {
    private SdkProgram() {}

    /**
     * Arguments: file with a kubeconfig, run id, and, where the run is to be submitted, file with the job's JSON and the number of
     * attempts.
     */
    public static void main(String[] args) throws Exception {
        RunId id = RunId.parse(args[1]);
        ConnectOptions options = ConnectOptions.ambient()
                .kubeconfig(Files.readString(Path.of(args[0])))
                .namespace(id.namespace());
        try (SparkKubernetes spark = SparkKubernetes.connect(options)) {
            SparkRun run = args.length == 2 ? spark.attach(id) : submit(spark, id, args[2], args[3]);
            run.onEvent(System.out::println);
            RunResult result = run.result().join();
            System.out.println("RESULT " + result.status() + " of " + result.attempts());
        }
    }

    private static SparkRun submit(SparkKubernetes spark, RunId id, String job, String attempts) throws Exception {
        return spark.submit(
                SparkJob.fromJson(Files.readString(Path.of(job))),
                RunOptions.key(id.key()).retry(Retry.upTo(Integer.parseInt(attempts))));
    }
}
