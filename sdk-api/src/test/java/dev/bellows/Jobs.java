package dev.bellows;

import dev.bellows.compile.AttemptId;
import dev.bellows.job.Gpu;
import dev.bellows.job.Memory;
import dev.bellows.job.NodeShape;
import dev.bellows.job.Shuffle;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.job.Spot;
import dev.bellows.job.SpotPlatform;
import dev.bellows.run.RunId;
import java.time.Duration;

/** Jobs that tests start from. */
public final class Jobs {
    private Jobs() {}

    /** The least that a job needs. */
    public static SparkJobBuilder minimal() {
        return SparkJob.builder()
                .name("word-count")
                .image("registry.example.com/acme/spark:4.1.1")
                .jar("local:///opt/app/words.jar", "com.acme.WordCount");
    }

    /** A job in which every setting is used. */
    public static SparkJob full() {
        return SparkJob.builder()
                .name("daily-revenue")
                .image("registry.example.com/acme/spark:4.1.1")
                .jar("/home/me/revenue.jar", "com.acme.Revenue")
                .args("2026-11-20", "--price", "$(PRICE)", "a b")
                .dependencies(d -> d.jars("s3a://acme/lib.jar")
                        .files("/home/me/prices.csv")
                        .archives("local:///opt/app/model.zip#model")
                        .packages("org.apache.spark:spark-avro_2.13:4.1.4")
                        .excludes("org.tukaani:xz")
                        .repositories("https://repo.example.com/maven"))
                .proxyUser("reports")
                .driver(d -> d.cores(1)
                        .requestCores("500m")
                        .limitCores("2")
                        .memory("2Gi")
                        .memoryOverhead("512m")
                        .env("ROLE", "driver"))
                .executors(e -> e.between(2, 8)
                        .initial(4)
                        .dynamic(d -> d.idleTimeout(Duration.ofMinutes(2)).allocationRatio(0.5))
                        .cores(4)
                        .requestCores("3500m")
                        .limitCores("4")
                        .offHeap("512m")
                        .fitOn(NodeShape.of(16, Memory.gib(64)))
                        .memory("8g")
                        .memoryOverhead("1g")
                        .env("ROLE", "executor"))
                .gpu(Gpu.nvidia(1).tasksPerGpu(4).onNodes("nvidia.com/gpu.product", "A100"))
                .spot(Spot.on(SpotPlatform.GKE))
                .shuffle(Shuffle.tracked(Duration.ofMinutes(10)))
                .conf("spark.sql.shuffle.partitions", "64")
                .conf("spark.ui.port", "4050")
                .conf("spark.kubernetes.node.selector.disk", "ssd")
                .conf("spark.kubernetes.container.image.pullSecrets", "registry-a, registry-b")
                .env("LANG", "C.UTF-8")
                .env("SPARK_USER", "etl")
                .label("acme.com/team", "sales")
                .annotation("acme.com/contact", "sales: ext. 42")
                .namespace("etl")
                .serviceAccount("spark")
                .build();
    }

    /** A first attempt with fixed ids. */
    public static AttemptId attempt(SparkJob job) {
        return new AttemptId(
                new RunId(job.namespace().orElse("default"), job.name(), "2026-11-20"),
                1,
                "billing",
                "spark-0123456789abcdef0123456789abcdef");
    }
}
