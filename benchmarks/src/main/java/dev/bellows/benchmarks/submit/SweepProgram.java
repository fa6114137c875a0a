package dev.bellows.benchmarks.submit;

import dev.bellows.job.SparkJob;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import dev.bellows.run.SweepPolicy;
import dev.bellows.run.SweepReport;
import dev.bellows.testkit.ApiRequest;
import dev.bellows.testkit.LocalCluster;
import dev.bellows.testkit.SparkDistribution;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sweeps a thousand failed runs, each a record and a driver pod that was kept for its log, and prints requests and seconds. */
public final class SweepProgram {
    private static final int RUNS = 1_000;
    private static final String ENDED = """
            {"status": {"phase": "Failed", "containerStatuses": [{"name": "spark-kubernetes-driver",
              "state": {"terminated": {"exitCode": 1, "reason": "Error", "finishedAt": "%s"}}}]}}
            """;

    private SweepProgram() {}

    /** Runs the program; its argument is the file that lists Spark's jars. */
    public static void main(String[] args) throws Exception {
        try (LocalCluster cluster = LocalCluster.builder()
                .spark(SparkDistribution.ofClassPath(Path.of(args[0])))
                .start()) {
            failed(cluster);
            Instant begin = Instant.now();
            long start = System.nanoTime();
            SweepReport report;
            try (SparkKubernetes spark = cluster.connect(options -> options.client("sweep"))) {
                report = spark.sweep(SweepPolicy.endedBefore(Duration.ZERO)).join();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            Map<String, Long> methods = cluster.requests().stream()
                    .filter(request -> request.time().isAfter(begin))
                    .collect(Collectors.groupingBy(ApiRequest::method, TreeMap::new, Collectors.counting()));
            System.out.printf(
                    "%d runs swept in %.2f s by %s, %d failed; %d objects left%n",
                    report.count(SweepReport.What.RUN),
                    seconds,
                    methods,
                    report.failed().size(),
                    left(cluster));
        }
    }

    private static void failed(LocalCluster cluster) {
        try (SparkKubernetes spark = cluster.connect(options -> options.client("sweep"));
                KubernetesClient client = client(cluster)) {
            SparkJob job = SubmitProgram.job();
            List<SparkRun> runs = new ArrayList<>();
            for (int i = 0; i < RUNS; i++) {
                SparkRun run = spark.submit(job, RunOptions.key("sweep-" + i));
                run.submitted().join();
                String driver = run.id().runName() + "-1-driver";
                client.pods()
                        .inNamespace("default")
                        .withName(driver)
                        .subresource("status")
                        .patch(PatchContext.of(PatchType.JSON_MERGE), ENDED.formatted(Instant.now()));
                runs.add(run);
            }
            runs.forEach(run -> run.result().join());
        }
    }

    private static int left(LocalCluster cluster) {
        try (KubernetesClient client = client(cluster)) {
            return client.pods().inNamespace("default").list().getItems().size()
                    + client.configMaps()
                            .inNamespace("default")
                            .list()
                            .getItems()
                            .size();
        }
    }

    private static KubernetesClient client(LocalCluster cluster) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
                .build();
    }
}
