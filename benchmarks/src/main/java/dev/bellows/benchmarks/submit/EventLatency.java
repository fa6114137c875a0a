package dev.bellows.benchmarks.submit;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
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
        try (KubernetesClient client = new KubernetesClientBuilder()
                        .withConfig(new ConfigBuilder()
                                .withMasterUrl(url)
                                .withOauthToken(token)
                                .build())
                        .build();
                SparkKubernetes spark = SparkKubernetes.connect(ConnectOptions.ambient()
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
                begin(client, pod);
                long later = told.join() - seen.join();
                if (i >= warmUp) {
                    samples.add(Math.max(0, later));
                }
                run.detach();
            }
        }
        return samples;
    }

    private static void begin(KubernetesClient client, String name) {
        client.pods().inNamespace("default").withName(name).editStatus(EventLatency::running);
    }

    private static Pod running(Pod pod) {
        return new PodBuilder(pod)
                .editOrNewStatus()
                .withPhase("Running")
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName("spark-kubernetes-driver")
                        .withNewState()
                        .withNewRunning("2026-01-01T00:00:00Z")
                        .endState()
                        .build())
                .endStatus()
                .build();
    }

    /** The lines as they arrive, with nothing but a search for the pod's name and its state. */
    private void watch() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        url + "/api/v1/namespaces/default/pods?watch=true&labelSelector=bellows.dev/client%3Dlatency"))
                .header("Authorization", "Bearer " + token)
                .build();
        HttpResponse<java.io.InputStream> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
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
