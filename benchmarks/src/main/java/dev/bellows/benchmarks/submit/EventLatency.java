package dev.bellows.benchmarks.submit;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** How much later a future completes than a plain watch has read the line that completes it. */
final class EventLatency {
    private static final String RUNNING = """
            {"status": {"phase": "Running", "containerStatuses": [{"name": "spark-kubernetes-driver", "image": "", "imageID": "",
              "ready": true, "restartCount": 0, "state": {"running": {"startedAt": "2026-01-01T00:00:00Z"}}}]}}
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String token;
    private final Map<String, CompletableFuture<Long>> raw = new ConcurrentHashMap<>();

    EventLatency(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** For so many jobs whose driver begins to run; the first ones are left out. */
    Samples measure(SparkJob job, int warmUp, int times) throws Exception {
        Samples samples = new Samples();
        try (SparkKubernetes spark = SparkKubernetes.connect(ConnectOptions.ambient()
                .url(url)
                .token(token)
                .namespace("default")
                .client("latency")
                .callbacks(Runnable::run))) {
            watch();
            for (int i = 0; i < warmUp + times; i++) {
                SparkRun run = spark.submit(job, RunOptions.key("latency-" + i));
                run.submitted().join();
                String pod = run.id().runName() + "-1-driver";
                CompletableFuture<Long> seen = raw.computeIfAbsent(pod, any -> new CompletableFuture<>());
                CompletableFuture<Long> told = run.driverRunning().thenApply(state -> System.nanoTime());
                begin(pod);
                long later = told.join() - seen.join();
                if (i >= warmUp) {
                    samples.add(Math.max(0, later));
                }
                run.detach();
            }
        }
        return samples;
    }

    /** Says that the driver runs, in as few steps as can be: what this process does beside waiting is not what is measured. */
    private void begin(String name) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(url + "/api/v1/namespaces/default/pods/" + name + "/status"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(RUNNING))
                .build();
        http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    }

    /** The lines as they arrive, with nothing but a search for the pod's name and its state. */
    private void watch() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        url + "/api/v1/namespaces/default/pods?watch=true&labelSelector=bellows.dev/client%3Dlatency"))
                .header("Authorization", "Bearer " + token)
                .build();
        HttpResponse<java.io.InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        Thread reader = new Thread(() -> read(answer.body()), "raw-watch");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(java.io.InputStream body) {
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))
                .lines()
                .forEach(line -> {
                    long now = System.nanoTime();
                    if (line.contains("\"phase\":\"Running\"")) {
                        int start = line.indexOf("\"name\":\"") + "\"name\":\"".length();
                        String name = line.substring(start, line.indexOf('"', start));
                        raw.computeIfAbsent(name, any -> new CompletableFuture<>())
                                .complete(now);
                    }
                });
    }
}
