package dev.bellows.benchmarks;

import dev.bellows.job.ExecutorSpecBuilder;
import dev.bellows.job.Gpu;
import dev.bellows.job.Memory;
import dev.bellows.job.NodeShape;
import dev.bellows.job.Shuffle;
import dev.bellows.job.SparkJob;
import dev.bellows.job.Spot;
import dev.bellows.job.SpotPlatform;
import dev.bellows.job.pod.Dns;
import dev.bellows.job.pod.EnvFrom;
import dev.bellows.job.pod.EnvSource;
import dev.bellows.job.pod.Gang;
import dev.bellows.job.pod.NodeRule;
import dev.bellows.job.pod.PodContainer;
import dev.bellows.job.pod.PodRule;
import dev.bellows.job.pod.PodShapeBuilder;
import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.Projection;
import dev.bellows.job.pod.SecretRef;
import dev.bellows.job.pod.Security;
import dev.bellows.job.pod.SpreadRule;
import dev.bellows.job.pod.Toleration;
import dev.bellows.job.pod.VolumeSource;
import dev.bellows.job.preset.EventLog;
import dev.bellows.job.preset.NetworkRules;
import dev.bellows.job.preset.ObjectStorage;
import dev.bellows.job.preset.PresetsBuilder;
import dev.bellows.job.preset.Prometheus;
import dev.bellows.job.preset.RpcSecurity;
import java.time.Duration;
import java.util.Map;

/** The jobs that are measured. */
final class BenchmarkJobs {
    private BenchmarkJobs() {}

    /** The job of the README. */
    static SparkJob quickstart() {
        return SparkJob.builder()
                .name("daily-revenue")
                .image("registry.example.com/acme/spark:4.1.1")
                .jar("local:///opt/app/revenue.jar", "com.acme.Revenue")
                .args("2026-11-20")
                .executors(e -> e.count(8).cores(4).memory("8g"))
                .serviceAccount("spark")
                .build();
    }

    /** A job with every group of settings that a job can have at once. */
    static SparkJob everyFeature() {
        return SparkJob.builder()
                .name("every-feature")
                .image("registry.example.com/acme/spark:4.1.1")
                .jar("/home/me/revenue.jar", "com.acme.Revenue")
                .args("2026-11-20", "--price", "$(PRICE)")
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
                        .env("ROLE", "driver")
                        .pod(p -> p.serviceAccount("driver")
                                .affinity(PodRule.nearExecutors(PodRule.ZONE))
                                .patch("{\"spec\":{\"enableServiceLinks\":false}}")))
                .executors(BenchmarkJobs::executors)
                .pod(BenchmarkJobs::pod)
                .gpu(Gpu.nvidia(1).tasksPerGpu(4).onNodes("nvidia.com/gpu.product", "A100"))
                .spot(Spot.on(SpotPlatform.GKE))
                .shuffle(Shuffle.tracked(Duration.ofMinutes(10)))
                .gang(Gang.yunikorn("root.etl").withPlaceholderTimeout(60))
                .presets(BenchmarkJobs::presets)
                .conf("spark.sql.shuffle.partitions", "64")
                .conf("spark.kubernetes.node.selector.disk", "ssd")
                .conf("spark.kubernetes.container.image.pullSecrets", "registry-a, registry-b")
                .env("LANG", "C.UTF-8")
                .label("acme.com/team", "sales")
                .annotation("acme.com/contact", "sales: ext. 42")
                .namespace("etl")
                .build();
    }

    private static void executors(ExecutorSpecBuilder executors) {
        executors
                .between(2, 8)
                .initial(4)
                .dynamic(d -> d.idleTimeout(Duration.ofMinutes(2)).allocationRatio(0.5))
                .cores(4)
                .requestCores("3500m")
                .limitCores("4")
                .offHeap("512m")
                .fitOn(NodeShape.of(16, Memory.gib(64)))
                .memory("8g")
                .memoryOverhead("1g")
                .env("ROLE", "executor")
                .pod(p -> p.volume(PodVolume.localDir(1, VolumeSource.inMemory("1Gi")))
                        .affinity(PodRule.awayFromExecutors(PodRule.NODE))
                        .spread(SpreadRule.evenly(PodRule.ZONE))
                        .priorityClass("preemptible"));
    }

    private static void pod(PodShapeBuilder pod) {
        pod.label("team", "sales")
                .annotation("note", "quarterly")
                .nodeSelector("pool", "batch")
                .node(NodeRule.in("kubernetes.io/arch", "amd64"))
                .node(NodeRule.exists("ssd").preferred(50))
                .toleration(Toleration.of("dedicated", "spark", "NoSchedule"))
                .priorityClass("batch")
                .runtimeClass("gvisor")
                .imagePullSecrets("registry")
                .env("DB_PASSWORD", SecretRef.of("db", "password"))
                .env("NODE", EnvSource.field("spec.nodeName"))
                .env("MODE", EnvSource.configMap("settings", "mode"))
                .env("LIMIT", EnvSource.resource("limits.memory"))
                .envFrom(EnvFrom.secret("more").withPrefix("M_"))
                .initContainer(PodContainer.named("fetch")
                        .image("registry.example.com/fetch:1")
                        .command("/fetch")
                        .args("--to", "/data")
                        .env("KEY", SecretRef.of("fetch", "key"))
                        .mount("data", "/data"))
                .sidecar(PodContainer.named("proxy").cpu("100m").memory("64Mi").port(8080))
                .security(Security.restricted().withSupplementalGroups(7L))
                .hostAlias("10.0.0.1", "db.example.com")
                .dns(Dns.option("ndots", "2"))
                .terminationGraceSeconds(15);
        volumes(pod);
    }

    private static void volumes(PodShapeBuilder pod) {
        pod.volume("data", "/mnt/data", VolumeSource.emptyDir("20Gi"))
                .volume("memory", "/mnt/memory", VolumeSource.inMemory("512Mi"))
                .volume(PodVolume.of("shared", "/mnt/shared", VolumeSource.claim("lake"))
                        .asReadOnly()
                        .withSubPath("2026"))
                .volume("disk", "/mnt/disk", VolumeSource.claimOnDemand("fast", "50Gi"))
                .volume("settings", "/mnt/settings", VolumeSource.configMap("settings"))
                .volume("keys", "/mnt/keys", VolumeSource.secret(SecretRef.of("keys", "token")))
                .volume(
                        "identity",
                        "/mnt/identity",
                        VolumeSource.projected(
                                Projection.token("sts.example.com", "token"),
                                Projection.configMap("settings"),
                                Projection.secret("keys")))
                .volume("scratch", "/mnt/scratch", VolumeSource.ephemeral("fast", "5Gi"));
    }

    private static void presets(PresetsBuilder presets) {
        presets.storage(ObjectStorage.s3a()
                        .inRegion("eu-central-1")
                        .withCredentials(SecretRef.of("s3", "access"), SecretRef.of("s3", "secret")))
                .eventLog(EventLog.in("s3a://acme/events"))
                .prometheus(Prometheus.ofDriver())
                .rpcSecurity(RpcSecurity.by(SecretRef.of("rpc", "secret")))
                .network(NetworkRules.ownApplication()
                        .withUiFrom(Map.of("app", "gateway"))
                        .withLimitedEgress("10.0.0.0/8"));
    }
}
