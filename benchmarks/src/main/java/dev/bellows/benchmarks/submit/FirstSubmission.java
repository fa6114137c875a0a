package dev.bellows.benchmarks.submit;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.RunOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A JVM that submits its first job, and prints how long that took from when {@code connect()} had returned. */
public final class FirstSubmission {
    private FirstSubmission() {}

    /** Submits one job; arguments: URL, token, key. */
    public static void main(String[] args) {
        SparkJob job = SubmitProgram.job();
        try (SparkKubernetes spark = SparkKubernetes.connect(
                ConnectOptions.ambient().url(args[0]).token(args[1]).namespace("default"))) {
            long start = System.nanoTime();
            spark.submit(job, RunOptions.key(args[2])).submitted().join();
            System.out.println(System.nanoTime() - start);
        }
    }

    static Samples forked(String url, String token, int times) throws IOException {
        Samples samples = new Samples();
        for (int i = 0; i < times; i++) {
            Process process = Programs.java(
                            "-cp",
                            System.getProperty("java.class.path"),
                            FirstSubmission.class.getName(),
                            url,
                            token,
                            "first-" + i)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                samples.add(Long.parseLong(out.readLine()));
            }
        }
        return samples;
    }
}
