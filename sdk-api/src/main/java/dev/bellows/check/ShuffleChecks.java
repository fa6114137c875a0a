package dev.bellows.check;

import dev.bellows.job.CelebornShuffle;
import dev.bellows.job.MigratedShuffle;
import dev.bellows.job.ServiceShuffle;
import dev.bellows.job.Shuffle;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import dev.bellows.job.TrackedShuffle;
import dev.bellows.job.VolumeShuffle;
import dev.bellows.job.pod.PodVolume;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks where shuffle data lives; the answers are the conf keys that only the shuffle itself may set. */
final class ShuffleChecks implements Shuffle.Reader<List<String>> {
    private static final Pattern FALLBACK = Pattern.compile("(?!file:|local:)[a-z][a-z0-9+.-]*://?[^\\s,]+/");
    private static final Pattern MASTER = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?:[1-9]\\d{0,4}");
    private static final String PLUGIN = "spark.shuffle.sort.io.plugin.class";
    private static final List<String> MIGRATION = List.of(
            "spark.decommission.enabled",
            "spark.storage.decommission.enabled",
            "spark.storage.decommission.shuffleBlocks.enabled");

    private final SparkJob job;
    private final Findings findings;

    private ShuffleChecks(SparkJob job, Findings findings) {
        this.job = job;
        this.findings = findings;
    }

    static void check(SparkJob job, Findings findings) {
        ShuffleChecks checks = new ShuffleChecks(job, findings);
        job.shuffle()
                .ifPresent(shuffle -> shuffle.read(checks).stream()
                        .filter(job.conf()::containsKey)
                        .forEach(key -> findings.report(
                                ShuffleProblem.SHUFFLE_AND_CONF,
                                "conf." + key,
                                job.conf().getOrDefault(key, ""),
                                "no such key")));
    }

    @Override
    public List<String> tracked(TrackedShuffle shuffle) {
        shuffle.timeout()
                .filter(timeout -> timeout.toSeconds() < 1)
                .ifPresent(timeout -> findings.report(
                        ShuffleProblem.SHUFFLE_TIMEOUT, "shuffle.timeout", timeout.toString(), ">= PT1S"));
        if (job.executors().dynamic().isEmpty()) {
            findings.report(
                    ShuffleProblem.SHUFFLE_UNTRACKED, "shuffle", "a fixed number of executors", "bounds for it");
        }
        return List.of();
    }

    @Override
    public List<String> migrated(MigratedShuffle shuffle) {
        shuffle.fallback().ifPresent(path -> PresetChecks.checkSecret("shuffle.fallback", path, findings));
        shuffle.fallback()
                .filter(path -> !FALLBACK.matcher(path).matches())
                .ifPresent(path -> findings.report(
                        ShuffleProblem.SHUFFLE_FALLBACK, "shuffle.fallback", path, "a URI that ends with /"));
        return Stream.concat(
                        Stream.of("spark.storage.decommission.fallbackStorage.path"),
                        MIGRATION.stream().filter(this::isOff))
                .toList();
    }

    @Override
    public List<String> volumes(VolumeShuffle shuffle) {
        if (!KubernetesNames.isSubdomain(shuffle.storageClass())) {
            findings.report(
                    ShuffleProblem.SHUFFLE_VOLUME,
                    "shuffle.storageClass",
                    shuffle.storageClass(),
                    KubernetesNames.SUBDOMAIN_RULE);
        }
        if (shuffle.size().mebibytes().orElse(0) < 1) {
            findings.report(
                    ShuffleProblem.SHUFFLE_VOLUME,
                    "shuffle.size",
                    shuffle.size().text(),
                    "such as 100g");
        }
        refuseScratchFolders();
        return List.of(
                PLUGIN,
                "spark.kubernetes.driver.ownPersistentVolumeClaim",
                "spark.kubernetes.driver.reusePersistentVolumeClaim",
                "spark.kubernetes.driver.waitToReusePersistentVolumeClaim");
    }

    @Override
    public List<String> celeborn(CelebornShuffle shuffle) {
        if (shuffle.masters().isEmpty()) {
            findings.report(ShuffleProblem.SHUFFLE_MASTERS, "shuffle.masters", "", "host:port");
        }
        for (int i = 0; i < shuffle.masters().size(); i++) {
            if (!MASTER.matcher(shuffle.masters().get(i)).matches()) {
                findings.report(
                        ShuffleProblem.SHUFFLE_MASTERS,
                        "shuffle.masters[" + i + "]",
                        shuffle.masters().get(i),
                        "host:port");
            }
        }
        boolean jar = job.dependencies().jars().stream()
                .anyMatch(file -> file.toString().contains("celeborn"));
        if (jar && job.sparkVersion() == SparkVersion.V3_5) {
            findings.report(ShuffleProblem.SHUFFLE_CLIENT, "shuffle", "a client among the job's jars", "in the image");
        }
        return List.of("spark.shuffle.manager", "spark.celeborn.master.endpoints", PLUGIN);
    }

    @Override
    public List<String> service(ServiceShuffle shuffle) {
        if (!shuffle.folder().matches("/[^,\\p{Cntrl}]+")) {
            findings.report(ShuffleProblem.SHUFFLE_FOLDER, "shuffle.folder", shuffle.folder(), "an absolute path");
        }
        if (job.spot().isPresent()) {
            findings.report(ShuffleProblem.SHUFFLE_SERVICE_ON_SPOT, "shuffle", "data on spot nodes", "data elsewhere");
        }
        if (PodRole.ofExecutors(job).isRestricted()) {
            findings.report(ShuffleProblem.SHUFFLE_NOT_RESTRICTED, "shuffle", "the host network", "a restricted pod");
        }
        refuseScratchFolders();
        return List.of("spark.blockManager.port", "spark.local.dir");
    }

    private void refuseScratchFolders() {
        job.executorShape().volumes().stream()
                .filter(PodVolume::isLocalDir)
                .forEach(volume -> findings.report(
                        ShuffleProblem.SHUFFLE_AND_VOLUME,
                        "executors.pod.volumes." + volume.name(),
                        volume.mountPath(),
                        "no scratch folder beside that of the shuffle"));
    }

    // Migration is on unless the job's own conf says otherwise.
    private boolean isOff(String key) {
        return !job.conf().getOrDefault(key, "true").strip().equalsIgnoreCase("true");
    }
}
