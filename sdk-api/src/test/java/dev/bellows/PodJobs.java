package dev.bellows;

import dev.bellows.job.Gpu;
import dev.bellows.job.SparkJob;
import dev.bellows.job.Spot;
import dev.bellows.job.SpotPlatform;
import dev.bellows.job.pod.Dns;
import dev.bellows.job.pod.EnvFrom;
import dev.bellows.job.pod.EnvSource;
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

/** Jobs whose pods are shaped. */
public final class PodJobs {
    private PodJobs() {}

    /** A job that uses everything by which pods are shaped. */
    public static SparkJob shaped() {
        return Jobs.minimal()
                .pod(PodJobs::common)
                .driver(d -> d.pod(p -> p.serviceAccount("driver")
                        .affinity(PodRule.nearExecutors(PodRule.ZONE))
                        .patch("{\"spec\":{\"enableServiceLinks\":false}}")))
                .executors(e -> e.count(4).pod(PodJobs::executors))
                .build();
    }

    /** A job with a volume of every kind, in both roles. */
    public static SparkJob everyVolume() {
        return Jobs.minimal()
                .pod(p -> p.security(Security.relaxed())
                        .volume("disk", "/mnt/disk", VolumeSource.emptyDir("20Gi"))
                        .volume("memory", "/mnt/memory", VolumeSource.inMemory("512Mi"))
                        .volume("host", "/mnt/host", VolumeSource.hostPath("/data"))
                        .volume(PodVolume.of("shared", "/mnt/shared", VolumeSource.claim("lake"))
                                .asReadOnly()
                                .withSubPath("2026"))
                        .volume(PodVolume.localDir(1, VolumeSource.claimOnDemand("fast", "50Gi")))
                        .volume("nfs", "/mnt/nfs", VolumeSource.nfs("nfs.example.com", "/export"))
                        .volume("settings", "/mnt/settings", VolumeSource.configMap("settings"))
                        .volume("keys", "/mnt/keys", VolumeSource.secret(SecretRef.of("keys", "token")))
                        .volume(
                                "identity",
                                "/mnt/identity",
                                VolumeSource.projected(
                                        Projection.token("sts.example.com", "token"),
                                        Projection.configMap("settings"),
                                        Projection.secret("keys")))
                        .volume("scratch", "/mnt/scratch", VolumeSource.ephemeral("fast", "5Gi")))
                .build();
    }

    /** A job with GPUs on spot nodes, whose driver has one too. */
    public static SparkJob gpuOnSpot() {
        return Jobs.minimal()
                .executors(e -> e.count(2).cores(4))
                .gpu(Gpu.nvidia(1).tasksPerGpu(4).onDriver(1).onNodes("nvidia.com/gpu.product", "A100"))
                .spot(Spot.on(SpotPlatform.GKE))
                .build();
    }

    private static void common(PodShapeBuilder pod) {
        pod.label("team", "sales")
                .annotation("note", "quarterly")
                .nodeSelector("pool", "batch")
                .node(NodeRule.in("kubernetes.io/arch", "amd64"))
                .node(NodeRule.exists("ssd").preferred(50))
                .toleration(Toleration.of("dedicated", "spark", "NoSchedule"))
                .priorityClass("batch")
                .schedulerName("bin-packing")
                .runtimeClass("gvisor")
                .imagePullSecrets("registry")
                .volume("data", "/mnt/data", VolumeSource.emptyDir("20Gi"))
                .volume("settings", "/mnt/settings", VolumeSource.configMap("settings"))
                .env("DB_PASSWORD", SecretRef.of("db", "password"))
                .env("NODE", EnvSource.field("spec.nodeName"))
                .env("MODE", EnvSource.configMap("settings", "mode"))
                .env("LIMIT", EnvSource.resource("limits.memory"))
                .envFrom(EnvFrom.secret("more").withPrefix("M_"))
                .initContainer(PodContainer.named("fetch")
                        .image("registry.example.com/fetch:1")
                        .command("/fetch")
                        .args("--to", "/data")
                        .env("RETRIES", "3")
                        .env("KEY", SecretRef.of("fetch", "key"))
                        .mount("data", "/data"))
                .sidecar(PodContainer.named("proxy").cpu("100m").memory("64Mi").port(8080))
                .security(Security.restricted().withSupplementalGroups(7L))
                .hostAlias("10.0.0.1", "db.example.com")
                .dns(Dns.option("ndots", "2"))
                .terminationGraceSeconds(60);
    }

    private static void executors(PodShapeBuilder pod) {
        pod.volume(PodVolume.localDir(1, VolumeSource.inMemory("1Gi")))
                .affinity(PodRule.awayFromExecutors(PodRule.NODE))
                .spread(SpreadRule.evenly(PodRule.ZONE))
                .priorityClass("preemptible");
    }
}
