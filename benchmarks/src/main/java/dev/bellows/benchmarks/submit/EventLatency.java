package dev.bellows.benchmarks.submit;

import dev.bellows.compile.AttemptId;
import dev.bellows.compile.CompiledJob;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * From a pod's change to what this process makes of it: in turns a plain watch, which reads the line and no more, and Bellows, whose
 * future completes. Each change is watched by one of them alone, so that neither waits for the other.
 */
final class EventLatency {
    /** The client names, by which each watch selects its own pods. */
    private static final String PLAIN = "plain";

    private static final String BELLOWS = "bellows";
    private static final Duration QUIET = Duration.ofMillis(5);
    private static final String RUNNING = """
            {"status": {"phase": "Running", "containerStatuses": [{"name": "spark-kubernetes-driver", "image": "", "imageID": "",
              "ready": true, "restartCount": 0, "state": {"running": {"startedAt": "2026-01-01T00:00:00Z"}}}]}}
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String token;
    private final Map<String, CompletableFuture<Long>> read = new ConcurrentHashMap<>();
    private final Samples plain = new Samples();
    private final Samples bellows = new Samples();

    EventLatency(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** For so many jobs whose driver begins to run, of each kind; the first ones are left out. */
    void measure(SparkJob job, int warmUp, int times) throws IOException, InterruptedException {
        try (SparkKubernetes spark = connect();
                KubernetesClient client = HandWritten.client(url, token)) {
            watch();
            for (int i = 0; i < warmUp + times; i++) {
                SparkRun run = spark.submit(job, RunOptions.key(BELLOWS + "-" + i));
                run.submitted().join();
                RunId other = new RunId("default", job.name(), PLAIN + "-" + i);
                CompiledJob compiled = job.compile(new AttemptId(other, 1, PLAIN, "spark-plain-" + i));
                client.resource(compiled.driverPod()).inNamespace("default").create();
                LockSupport.parkNanos(QUIET.toNanos());
                long told = since(run.id(), run.driverRunning().thenApply(state -> System.nanoTime()));
                LockSupport.parkNanos(QUIET.toNanos());
                long line = since(other, read.computeIfAbsent(driver(other), any -> new CompletableFuture<>()));
                run.detach();
                if (i >= warmUp) {
                    bellows.add(told);
                    plain.add(line);
                }
            }
        }
    }

    void print() {
        for (double share : new double[] {0.5, 0.9, 0.99}) {
            System.out.printf(
                    "  p%.0f: plain watch %.3f ms, Bellows %.3f ms, %.3f ms more%n",
                    share * 100,
                    plain.millis(share),
                    bellows.millis(share),
                    bellows.millis(share) - plain.millis(share));
        }
    }

    private SparkKubernetes connect() {
        return SparkKubernetes.connect(ConnectOptions.ambient()
                .url(url)
                .token(token)
                .namespace("default")
                .client(BELLOWS)
                .callbacks(Runnable::run));
    }

    /** How long it takes from the request that says that the driver runs. */
    private long since(RunId run, CompletableFuture<Long> seen) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(url + "/api/v1/namespaces/default/pods/" + driver(run) + "/status"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(RUNNING))
                .build();
        long start = System.nanoTime();
        http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        return seen.join() - start;
    }

    private static String driver(RunId run) {
        return run.runName() + "-1-driver";
    }

    /** The lines as they arrive, with nothing but a search for the pod's name and its state. */
    private void watch() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        url + "/api/v1/namespaces/default/pods?watch=true&labelSelector=bellows.dev/client%3D" + PLAIN))
                .header("Authorization", "Bearer " + token)
                .build();
        HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        Thread reader = new Thread(() -> read(answer.body()), "plain-watch");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(InputStream body) {
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))
                .lines()
                .forEach(line -> {
                    long now = System.nanoTime();
                    if (line.contains("\"phase\":\"Running\"")) {
                        int start = line.indexOf("\"name\":\"") + "\"name\":\"".length();
                        String name = line.substring(start, line.indexOf('"', start));
                        read.computeIfAbsent(name, any -> new CompletableFuture<>())
                                .complete(now);
                    }
                });
    }
}
