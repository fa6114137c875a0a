package dev.bellows.benchmarks.submit;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.k8s.internal.fabric8.Connection;
import dev.bellows.k8s.internal.perform.SystemTimeSource;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.run.Layout;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Submits a thousand runs to a Kubernetes API server, and POSTs the objects of a thousand such runs: in a plain loop of fabric8's client,
 * one after the other, and through the client of Bellows, as many at once; in turns. The pods ask for a node that there is none of, and
 * stay Pending. Each layout by itself: they send other objects.
 */
public final class RateProgram {
    private static final int RUNS = Integer.getInteger("bellows.runs", 1_000);
    private static final int TURNS = 3;

    /** As many submissions as Bellows has under way. */
    private static final int AT_ONCE = 32;

    private final KubernetesClient client;
    private final String kubeconfig;

    private RateProgram(KubernetesClient client, String kubeconfig) {
        this.client = client;
        this.kubeconfig = kubeconfig;
    }

    /** Runs the program; the property {@code bellows.kubeconfig} is the path of a kubeconfig whose user may create namespaces. */
    public static void main(String[] args) throws IOException, InterruptedException {
        String path = System.getProperty("bellows.kubeconfig", "");
        if (path.isBlank()) {
            System.out.println("No API server is named with -Dbellows.kubeconfig=PATH: nothing to compare with.");
            return;
        }
        String kubeconfig = Files.readString(Path.of(path));
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig))
                .build()) {
            new RateProgram(client, kubeconfig).run();
        }
    }

    private void run() throws InterruptedException {
        for (Layout layout : Layout.values()) {
            compare(layout);
        }
    }

    private void compare(Layout layout) throws InterruptedException {
        Samples loop = new Samples();
        Samples atOnce = new Samples();
        Samples bellows = new Samples();
        for (int turn = 0; turn <= TURNS; turn++) {
            SentObjects sent = new SentObjects();
            long submitted = submit("rate-bellows-" + turn, layout, sent);
            long posted = post("rate-at-once-" + turn, sent.runs());
            long looped = loop("rate-loop-" + turn, sent.runs());
            System.out.printf(
                    "  %s, %s: Bellows %.1f runs a second, a loop of POSTs %.1f, as many POSTs at once %.1f%n",
                    layout,
                    turn == 0 ? "warm-up" : "turn " + turn,
                    RUNS * 1e9 / submitted,
                    RUNS * 1e9 / looped,
                    RUNS * 1e9 / posted);
            if (turn > 0) {
                loop.add(looped);
                atOnce.add(posted);
                bellows.add(submitted);
            }
        }
        System.out.printf(
                "%s: Bellows is %.2f times as fast as a loop of POSTs, and %.2f times as fast as those POSTs, as many at once.%n",
                layout, loop.millis(0.5) / bellows.millis(0.5), atOnce.millis(0.5) / bellows.millis(0.5));
    }

    private long submit(String namespace, Layout layout, SentObjects sent) {
        begin(namespace);
        SparkJob job = SubmitProgram.job();
        ConnectOptions options = ConnectOptions.ambient().namespace(namespace).client("rate");
        try (SparkKubernetes spark =
                SparkKubernetes.over(sent.through(port()), new SystemTimeSource("turns", "worker"), options)) {
            long start = System.nanoTime();
            List<CompletableFuture<?>> submitted = new ArrayList<>();
            for (int i = 0; i < RUNS; i++) {
                SparkRun run = spark.submit(job, ManyRuns.patient("rate-" + i).layout(layout));
                submitted.add(run.submitted());
            }
            CompletableFuture.allOf(submitted.toArray(CompletableFuture<?>[]::new))
                    .join();
            return System.nanoTime() - start;
        } finally {
            end(namespace);
        }
    }

    private long post(String namespace, List<List<SentObjects.Sent<?>>> runs) throws InterruptedException {
        begin(namespace);
        try (ClusterPort port = port()) {
            Semaphore places = new Semaphore(AT_ONCE);
            List<CompletableFuture<?>> posted = new ArrayList<>();
            long start = System.nanoTime();
            for (List<SentObjects.Sent<?>> run : runs) {
                places.acquire();
                posted.add(post(port, namespace, run).whenComplete((all, error) -> places.release()));
            }
            CompletableFuture.allOf(posted.toArray(CompletableFuture<?>[]::new)).join();
            return System.nanoTime() - start;
        } finally {
            end(namespace);
        }
    }

    /** What one would write by hand: each object when the one before it is there. */
    private long loop(String namespace, List<List<SentObjects.Sent<?>>> runs) {
        begin(namespace);
        try {
            long start = System.nanoTime();
            for (List<SentObjects.Sent<?>> run : runs) {
                Optional<String> owner = Optional.empty();
                for (SentObjects.Sent<?> sent : run) {
                    HasMetadata made =
                            client.resource(sent.in(namespace, owner)).create();
                    owner = owner.or(() -> Optional.of(made.getMetadata().getUid()));
                }
            }
            return System.nanoTime() - start;
        } finally {
            end(namespace);
        }
    }

    /** The first object, and then those that it owns, as in a submission. */
    private static CompletableFuture<?> post(ClusterPort port, String namespace, List<SentObjects.Sent<?>> run) {
        return run.get(0)
                .create(port, namespace, Optional.empty())
                .thenCompose(first -> CompletableFuture.allOf(IntStream.range(1, run.size())
                        .mapToObj(i -> run.get(i)
                                .create(
                                        port,
                                        namespace,
                                        Optional.of(first.getMetadata().getUid())))
                        .toArray(CompletableFuture<?>[]::new)));
    }

    private ClusterPort port() {
        return Connection.open(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(kubeconfig))
                .cluster();
    }

    private void begin(String namespace) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(SubmitProgram.ACCOUNT)
                        .withNamespace(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    /** What is there would slow down those after it. */
    private void end(String namespace) {
        client.pods().inNamespace(namespace).withGracePeriod(0).delete();
        client.namespaces().withName(namespace).delete();
        client.namespaces().withName(namespace).waitUntilCondition(gone -> gone == null, 5, TimeUnit.MINUTES);
    }
}
