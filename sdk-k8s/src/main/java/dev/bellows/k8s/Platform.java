package dev.bellows.k8s;

import java.util.List;

/**
 * What a platform team sets for every job of a connection: defaults for what a job leaves open, and limits. Immutable; each method returns
 * a changed platform.
 *
 * <p>It is applied before a job is checked, compiled and hashed: the job in the run's record shows what came of it, and the same job on the
 * same platform is the same run. A job that goes beyond the limits fails as {@link dev.bellows.run.FailureKind#INVALID}, with everything
 * that is wrong and before anything is sent.
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

    /** Spark conf for jobs that do not set the key; together with {@link #lockConf} for all jobs. */
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

    /** The driver's service account of jobs that name none. */
    public Platform serviceAccount(String name) {
        return new Platform(changed().serviceAccount(name).build());
    }

    /** A Secret with which images are pulled, for jobs whose pods name none in common. */
    public Platform imagePullSecret(String name) {
        return new Platform(changed().addImagePullSecrets(name).build());
    }

    /** Conf keys that jobs must not set; one that ends with a dot stands for all keys that begin so. */
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

    PlatformRules rules() {
        return rules;
    }

    private ImmutablePlatformRules.Builder changed() {
        return ImmutablePlatformRules.builder().from(rules);
    }

    @Override
    public String toString() {
        return "Platform{locked=" + rules.lockedConf() + ", namespaces=" + rules.allowedNamespaces() + ", images="
                + rules.allowedImages() + "}";
    }
}
