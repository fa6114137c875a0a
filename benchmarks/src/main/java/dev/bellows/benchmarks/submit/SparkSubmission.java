package dev.bellows.benchmarks.submit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Spark's own ways to submit: a process a job, and a launcher inside a JVM that is warm. */
final class SparkSubmission {
    private final String sparkClassPath;
    private final Map<String, String> conf;

    SparkSubmission(Path sparkClassPath, String url, String token) throws IOException {
        this.sparkClassPath = Files.readString(sparkClassPath).strip();
        this.conf = Map.of(
                "spark.master", "k8s://" + url,
                "spark.submit.deployMode", "cluster",
                "spark.kubernetes.container.image", "registry.example.com/acme/spark:4.1.1",
                "spark.kubernetes.namespace", "default",
                "spark.kubernetes.authenticate.submission.oauthToken", token,
                "spark.kubernetes.submission.waitAppCompletion", "false",
                "spark.kubernetes.driver.node.selector.nowhere", "true",
                "spark.executor.instances", "8");
    }

    /** Times processes of spark-submit. */
    Samples forked(int times) throws IOException, InterruptedException {
        Samples samples = new Samples();
        for (int i = 0; i < times; i++) {
            List<String> arguments =
                    new ArrayList<>(List.of("-cp", sparkClassPath, "org.apache.spark.deploy.SparkSubmit"));
            conf.forEach((key, value) -> arguments.addAll(List.of("--conf", key + "=" + value)));
            arguments.addAll(
                    List.of("--name", "forked-" + i, "--class", "com.acme.Revenue", "local:///opt/app/revenue.jar"));
            long start = System.nanoTime();
            run(arguments);
            samples.add(System.nanoTime() - start);
        }
        return samples;
    }

    /** Times a launcher in one JVM of its own, the first calls left out. */
    Samples launched(int times) throws IOException, InterruptedException {
        Path out = Files.createTempFile("launcher", ".txt");
        List<String> arguments = new ArrayList<>(List.of(
                "-cp",
                Path.of(SparkSubmission.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        + ":" + sparkClassPath,
                "dev.bellows.benchmarks.spark.LauncherLoop",
                out.toString(),
                Integer.toString(times)));
        conf.forEach((key, value) -> arguments.add(key + "=" + value));
        run(arguments);
        Samples samples = new Samples();
        Files.readAllLines(out).forEach(line -> samples.add(Long.parseLong(line)));
        Files.delete(out);
        return samples;
    }

    private static void run(List<String> arguments) throws IOException, InterruptedException {
        Path log = Files.createTempFile("spark", ".log");
        ProcessBuilder java = Programs.java(arguments.toArray(String[]::new));
        // The launcher wants one, and looks for conf in it only.
        java.environment().put("SPARK_HOME", System.getProperty("java.io.tmpdir"));
        Process process =
                java.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException("Spark ended with " + code + ":\n" + Files.readString(log));
        }
        Files.delete(log);
    }
}
