package dev.bellows.conformance.cluster;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import java.nio.file.Files;
import java.nio.file.Path;

/** Another process: submits the job of a file under a key, and prints what it hears and how the run ended. */
public final class SecondSubmitter {
    private SecondSubmitter() {}

    /** Arguments: URL, namespace, file with the CA certificate, file with the token, file with the job's JSON, key. */
    public static void main(String[] args) throws Exception {
        ConnectOptions options = ConnectOptions.ambient()
                .url(args[0])
                .namespace(args[1])
                .caCertificate(Files.readString(Path.of(args[2])))
                .token(Files.readString(Path.of(args[3])));
        SparkJob job = SparkJob.fromJson(Files.readString(Path.of(args[4])));
        try (SparkKubernetes spark = SparkKubernetes.connect(options)) {
            SparkRun run = spark.submit(job, RunOptions.key(args[5]));
            run.onEvent(System.out::println);
            System.out.println("RESULT " + run.result().join().status());
        }
    }
}
