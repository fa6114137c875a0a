package dev.bellows.job;

import dev.bellows.job.pod.Dns;
import dev.bellows.job.pod.EnvFrom;
import dev.bellows.job.pod.EnvSource;
import dev.bellows.job.pod.NodeRule;
import dev.bellows.job.pod.PodContainer;
import dev.bellows.job.pod.PodContainerBuilder;
import dev.bellows.job.pod.PodRule;
import dev.bellows.job.pod.PodShapeBuilder;
import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.Projection;
import dev.bellows.job.pod.SecretRef;
import dev.bellows.job.pod.Security;
import dev.bellows.job.pod.SpreadRule;
import dev.bellows.job.pod.Toleration;
import dev.bellows.job.pod.VolumeSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Valid shapes of pods, drawn by a seed. All pass Pod Security "restricted", unless they are to opt out. */
final class SeededPods {
    private final PodShapeBuilder pod;
    private final Random random;
    private final String owner;

    private final Limits limits;

    private SeededPods(PodShapeBuilder pod, Random random, String owner, Limits limits) {
        this.pod = pod;
        this.random = random;
        this.owner = owner;
        this.limits = limits;
    }

    /**
     * What a job may have.
     *
     * @param line its line of Spark
     * @param optOut whether its pods may fail Pod Security "restricted"
     * @param gang whether a gang chooses its scheduler
     * @param shuffleFolder whether its shuffle brings the executors' scratch folder
     */
    record Limits(SparkVersion line, boolean optOut, boolean gang, boolean shuffleFolder) {}

    /** Fills a shape; the owner keeps names of common and role's own parts apart. */
    static void fill(PodShapeBuilder pod, Random random, String owner, Limits limits) {
        SeededPods pods = new SeededPods(pod, random, owner, limits);
        pods.fillVolumes();
        pods.fillEnvironment();
        pods.fillPlacement();
        pods.fillContainers();
        pods.fillRest();
        if (limits.optOut()) {
            pods.fillForbidden();
        }
    }

    private void fillVolumes() {
        List<VolumeSource> sources = List.of(
                VolumeSource.emptyDir(),
                VolumeSource.emptyDir("20Gi"),
                VolumeSource.inMemory((1 + random.nextInt(2048)) + "Mi"),
                VolumeSource.claim("claim-" + random.nextInt(9)),
                VolumeSource.claimOnDemand("fast", "50Gi"),
                new VolumeSource.Claim(
                        owner + "-OnDemand",
                        Optional.of("fast"),
                        Optional.of("1Gi"),
                        Map.of("team", "sales", "a", "b"),
                        Map.of("note", "x y")),
                VolumeSource.configMap("settings"),
                new VolumeSource.ConfigMapFiles("settings", Map.of("a", "b/c", "d", "e")),
                VolumeSource.secret("keys"),
                VolumeSource.secret(SecretRef.of("keys", "token")),
                VolumeSource.projected(
                        Projection.configMap("settings"),
                        Projection.secret("keys"),
                        new Projection.OfSecret("more", Map.of("k", "l/m")),
                        Projection.token("sts.example.com", "token"),
                        new Projection.OfToken("vault", "vault-token", Optional.of(3600))),
                VolumeSource.ephemeral("fast", "5Gi"));
        for (int i = random.nextInt(4); i > 0; i--) {
            String name = owner + "-" + i;
            PodVolume volume = PodVolume.of(name, "/mnt/" + name, sources.get(random.nextInt(sources.size())));
            volume = random.nextBoolean() ? volume : volume.asReadOnly();
            pod.volume(random.nextBoolean() ? volume : volume.withSubPath("part/" + i));
        }
        if (!limits.shuffleFolder() || owner.equals("driver")) {
            maybe(() -> pod.volume(PodVolume.localDir(
                    owner.length(), random.nextBoolean() ? VolumeSource.inMemory("1Gi") : sources.get(4))));
        }
    }

    private void fillEnvironment() {
        maybe(() -> pod.env("P_SECRET", SecretRef.of("db", "password")));
        maybe(() -> pod.env("P_MAP", EnvSource.configMap("settings", "mode")));
        maybe(() -> pod.env("P_NODE", EnvSource.field("spec.nodeName")));
        maybe(() -> pod.env("P_LIMIT", EnvSource.resource("limits.memory")));
        maybe(() -> pod.envFrom(EnvFrom.secret("all-of-it").withPrefix("A_")));
        maybe(() -> pod.envFrom(EnvFrom.configMap("settings")));
    }

    private void fillPlacement() {
        maybe(() -> pod.nodeSelector("pool", owner));
        maybe(() -> pod.node(NodeRule.in("arch", "amd64", "arm64")));
        maybe(() -> pod.node(NodeRule.absent("old").preferred(7)));
        maybe(() -> pod.affinity(PodRule.nearDriver(PodRule.ZONE)));
        maybe(() -> pod.affinity(PodRule.awayFromExecutors(PodRule.NODE).required()));
        maybe(() -> pod.affinity(PodRule.awayFrom(Map.of("app", "db", "tier", "1"), PodRule.NODE)));
        maybe(() -> pod.spread(SpreadRule.evenly(PodRule.ZONE)));
        maybe(() -> pod.spread(new SpreadRule(PodRule.NODE, 3, true)));
        maybe(() -> pod.toleration(Toleration.of("dedicated", "spark", "NoSchedule")));
        maybe(() -> pod.toleration(new Toleration(
                "maintenance", Optional.empty(), Optional.of("NoExecute"), Optional.of(random.nextInt(100)))));
        maybe(() -> pod.priorityClass("batch"));
        if (!limits.gang()) {
            maybe(() -> pod.schedulerName("bin-packing"));
        }
        maybe(() -> pod.runtimeClass("gvisor"));
    }

    private void fillContainers() {
        maybe(() -> pod.volume(owner + "-shared", "/mnt/" + owner + "-shared", VolumeSource.emptyDir())
                .initContainer(PodContainer.named(owner + "-fetch")
                        .image("registry:5000/fetch:" + random.nextInt(9))
                        .command("/bin/fetch")
                        .args("--to", "$(DATA)")
                        .env("DATA", "/data")
                        .env("KEY", SecretRef.of("fetch", "key"))
                        .mount(owner + "-shared", "/data")));
        maybe(() -> pod.sidecar(
                PodContainer.named(owner + "-proxy").cpu("100m").memory("64Mi").port(8080)));
        maybe(() -> pod.volume(owner + "-logs", "/mnt/" + owner + "-logs", VolumeSource.emptyDir())
                .sidecar(busy(PodContainer.named(owner + "-ship"), owner + "-logs"))
                .initContainer(busy(PodContainer.named(owner + "-prepare"), owner + "-logs")
                        .cpu("1")
                        .memory("1Gi")
                        .port(9000)));
    }

    private static PodContainerBuilder busy(PodContainerBuilder container, String volume) {
        return container
                .image("registry:5000/busy:1")
                .command("/bin/busy", "$$(A)")
                .args("--fast")
                .env("A", "$(B)")
                .env("NODE", EnvSource.field("spec.nodeName"))
                .env("MODE", EnvSource.configMap("settings", "mode"))
                .mountReadOnly(volume, "/logs");
    }

    private void fillRest() {
        maybe(() -> pod.label("role-label", owner));
        maybe(() -> pod.annotation("role-note", "a\nb " + owner));
        maybe(() -> pod.serviceAccount("sa-" + owner));
        maybe(() -> pod.imagePullSecrets("pull-" + owner));
        maybe(() -> pod.security(security().asUser(1000, 1000).withFsGroup(2000)));
        maybe(() -> pod.security(security()
                .withSupplementalGroups(7L, 8L)
                .withCapabilities("NET_BIND_SERVICE")
                .withReadOnlyRootFilesystem()));
        maybe(() -> pod.hostAlias("10.0.0." + random.nextInt(255), "db.example.com", "db"));
        maybe(() -> pod.dns(Dns.option("ndots", "2")));
        maybe(() -> pod.dns(new Dns(
                Optional.of("None"), List.of("10.0.0.10"), List.of("example.com"), Map.of("ndots", "1", "edns0", ""))));
        // Within every notice of a spot node.
        maybe(() -> pod.terminationGraceSeconds(1 + random.nextInt(owner.equals("driver") ? 300 : 15)));
        maybe(() -> pod.patch("{\"metadata\":{\"annotations\":{\"patched\":\"" + owner
                + "\"}},\"spec\":{\"enableServiceLinks\":false,\"subdomain\":null}}"));
    }

    private Security security() {
        return limits.optOut() ? Security.relaxed() : Security.restricted();
    }

    /** What needs the way out of "restricted". */
    private void fillForbidden() {
        pod.security(random.nextBoolean() ? Security.unset() : Security.relaxed());
        Optional<String> kind = random.nextBoolean() ? Optional.of("DirectoryOrCreate") : Optional.empty();
        pod.volume(owner + "-host", "/mnt/" + owner + "-host", new VolumeSource.HostPath("/data", kind));
        pod.volume(owner + "-nfs", "/mnt/" + owner + "-nfs", VolumeSource.nfs("nfs.example.com", "/exports/a"));
    }

    private void maybe(Runnable setting) {
        if (random.nextInt(3) == 0) {
            setting.run();
        }
    }
}
