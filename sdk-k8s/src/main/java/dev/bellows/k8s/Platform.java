package dev.bellows.k8s;

import dev.bellows.job.pod.Security;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a platform team sets for every job of a connection: defaults for what a job leaves open, and limits. Immutable; each method returns
 * a changed platform.
 *
 * <pre>{@code
 * Platform platform = Platform.open()
 *         .serviceAccount("etl").allowServiceAccounts("etl")
 *         .security(Security.restricted())
 *         .allowImages("registry.example.com/acme")
 *         .allowNamespaces("team-a")
 *         .conf("spark.eventLog.enabled", "true").conf("spark.eventLog.dir", "s3a://audit/events")
 *         .lockConf("spark.eventLog.", "spark.hadoop.fs.")
 *         .noLocalFiles();
 * SparkKubernetes spark = SparkKubernetes.connect(ConnectOptions.ambient().platform(platform));
 * spark.submit(SparkJob.fromJson(sentByATenant), RunOptions.key(day));
 * }</pre>
 *
 * <p>It is applied before a job is checked, compiled and hashed: the job in the run's record shows what came of it, and the same job on the
 * same platform is the same run. A job that goes beyond the limits fails as {@link dev.bellows.run.FailureKind#INVALID}, with everything
 * that is wrong and before anything is sent.
 *
 * <p>Limits are held against what a job becomes on the cluster, whichever of its settings has made it so: free conf, typed settings,
 * presets, options of the JVM, patches, or a remedy of a later attempt. They end where the program begins: what it sets by itself, in code,
 * in SQL, or by files and variables that its image, Secrets or ConfigMaps hold, is for the cluster to limit, by rights, admission and
 * network policies.
 */
public final class Platform {
    private final ImmutablePlatformRules rules;

    private Platform(ImmutablePlatformRules rules) {
        this.rules = rules;
    }

    /** Sets nothing and allows everything. */
    public static Platform open() {
        return new Platform(ImmutablePlatformRules.builder().build());
    }

    /** Spark conf for jobs that do not set the key; together with {@link #lockConf} it is that of all jobs. */
    public Platform conf(String key, String value) {
        return new Platform(changed().putConf(key, value).build());
    }

    /** A label of driver and executor pods, unless a job sets it. */
    public Platform label(String key, String value) {
        return new Platform(changed().putLabels(key, value).build());
    }

    /** The namespace of jobs that name none; default: the connection's. */
    public Platform namespace(String namespace) {
        return new Platform(changed().namespace(namespace).build());
    }

    /** The driver's service account of jobs that name none; together with {@link #allowServiceAccounts} it is that of all jobs. */
    public Platform serviceAccount(String name) {
        return new Platform(changed().serviceAccount(name).build());
    }

    /** A Secret with which images are pulled, for jobs whose pods name none in common. */
    public Platform imagePullSecret(String name) {
        return new Platform(changed().addImagePullSecrets(name).build());
    }

    /**
     * What driver and executor pods are held to, of all jobs: a job that names nothing else gets it, and one whose pods would have another
     * security context is refused. Where its profile is {@link Security.Profile#RESTRICTED}, every pod must pass that standard as a whole.
     * Default: jobs choose.
     */
    public Platform security(Security security) {
        return new Platform(changed().security(security).build());
    }

    /**
     * Conf keys that jobs must leave to the platform; one that ends with a dot stands for all keys that begin so. No setting of a job may
     * write one or take one away: not the typed one of that meaning, not a preset, not a {@code -D} option of the JVM, not a patch, and not a
     * key's older name. Options that a JVM would read from a file or a ConfigMap are refused as soon as there is a lock, because
     * they may hold any key.
     */
    public Platform lockConf(String... keys) {
        return new Platform(changed().addLockedConf(keys).build());
    }

    /** The only namespaces in which jobs may run; default: all. */
    public Platform allowNamespaces(String... namespaces) {
        return new Platform(changed().addAllowedNamespaces(namespaces).build());
    }

    /**
     * What the images of all containers must begin with, such as {@code registry.example.com/acme}; only whole parts of a name count, so
     * that this one does not allow {@code registry.example.com/acmeville}. Names are taken as they are written. Default: all images.
     */
    public Platform allowImages(String... prefixes) {
        List<String> given = List.of(prefixes);
        if (given.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("image prefixes: " + given + " (expected: none of them blank)");
        }
        return new Platform(changed().addAllowedImages(prefixes).build());
    }

    /**
     * The only service accounts that driver and executor pods may run under; default: all. A pod that names none runs under its
     * namespace's {@code default}, and executors run under the driver's unless they have one of their own.
     */
    public Platform allowServiceAccounts(String... names) {
        return new Platform(changed().addAllowedServiceAccounts(names).build());
    }

    /**
     * Folders of this machine below which jobs may name local files; together with those of earlier calls. Default: jobs may name any file
     * that this process can read, which is right only where their authors may read it as well. A path counts as where it really leads:
     * neither {@code ..} nor a symbolic link leaves the folders, not even one that is changed meanwhile. An uploader is handed the real
     * path.
     */
    public Platform allowLocalFiles(Path... folders) {
        List<Path> all = new ArrayList<>(rules.fileFolders().orElse(List.of()));
        all.addAll(List.of(folders));
        return new Platform(changed().fileFolders(all).build());
    }

    /** Jobs must not name local files: nothing of this machine is read for them. */
    public Platform noLocalFiles() {
        return new Platform(changed().fileFolders(List.of()).build());
    }

    PlatformRules rules() {
        return rules;
    }

    private ImmutablePlatformRules.Builder changed() {
        return ImmutablePlatformRules.builder().from(rules);
    }

    @Override
    public String toString() {
        return "Platform{locked=" + rules.lockedConf() + ", namespaces=" + rules.allowedNamespaces() + ", images="
                + rules.allowedImages() + ", serviceAccounts=" + rules.allowedServiceAccounts() + ", localFiles="
                + rules.fileFolders().map(List::toString).orElse("all") + "}";
    }
}
