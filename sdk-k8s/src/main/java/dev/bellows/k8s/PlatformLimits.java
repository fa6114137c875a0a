package dev.bellows.k8s;

import dev.bellows.check.ConfNames;
import dev.bellows.check.Problem;
import dev.bellows.check.RestrictedStandard;
import dev.bellows.compile.CompiledJob;
import dev.bellows.job.pod.Security;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a platform has against what a job becomes on a cluster, whichever of its settings has made it so. What a job has chosen shows in the
 * difference from a job with the same program and image that leaves everything else open. Pure.
 */
final class PlatformLimits {
    private static final String DEFAULT_ACCOUNT = "default";

    private final PlatformRules rules;
    private final CompiledJob job;
    private final CompiledJob open;
    private final List<Problem> problems = new ArrayList<>();

    private PlatformLimits(PlatformRules rules, CompiledJob job, CompiledJob open) {
        this.rules = rules;
        this.job = job;
        this.open = open;
    }

    /**
     * The problems.
     *
     * @param job the job
     * @param open the same program in the same image, with what the platform sets and nothing else
     */
    static List<Problem> problems(PlatformRules rules, CompiledJob job, CompiledJob open) {
        PlatformLimits limits = new PlatformLimits(rules, job, open);
        limits.addLocked();
        limits.addImages();
        limits.addAccount("driver", driver(job));
        limits.addAccount("executors", executor(job));
        limits.addSecurity("driver", driver(job), driver(open));
        limits.addSecurity("executors", executor(job), executor(open));
        limits.addLocalFiles();
        return limits.problems;
    }

    private void addLocked() {
        if (rules.lockedConf().isEmpty()) {
            return;
        }
        Set<SparkSettings.Setting> chosen = new HashSet<>(SparkSettings.of(job));
        Set<SparkSettings.Setting> given = SparkSettings.of(open);
        Set<SparkSettings.Setting> kept = new HashSet<>(given);
        kept.retainAll(chosen);
        Stream.concat(chosen.stream(), given.stream())
                .filter(setting -> !kept.contains(setting) && isLocked(rules, setting.key()))
                .map(setting -> new Locked(setting.place(), setting.key()))
                .distinct()
                .sorted()
                .forEach(locked -> problems.add(locked.problem()));
    }

    /** Whether jobs must leave a key to the platform; one that is not told may be any. */
    static boolean isLocked(PlatformRules rules, String key) {
        return key.isEmpty() || matches(rules, key) || matches(rules, ConfNames.current(key));
    }

    private static boolean matches(PlatformRules rules, String key) {
        return rules.lockedConf().stream()
                .anyMatch(locked -> key.equals(locked) || (locked.endsWith(".") && key.startsWith(locked)));
    }

    private record Locked(String place, String key) implements Comparable<Locked> {
        @Override
        public int compareTo(Locked other) {
            return (place + " " + key).compareTo(other.place + " " + other.key);
        }

        Problem problem() {
            String seen = key.equals(place)
                    ? "set by the job"
                    : key.isEmpty() ? "options that the job does not tell" : key + ", set by the job";
            return PlatformProblem.PLATFORM_CONF_LOCKED.at("conf." + place, seen, "left to the platform");
        }
    }

    private void addImages() {
        if (!rules.allowedImages().isEmpty()) {
            Stream.of(driver(job), executor(job))
                    .flatMap(PlatformLimits::images)
                    .distinct()
                    .filter(image -> rules.allowedImages().stream().noneMatch(prefix -> isBelow(image, prefix)))
                    .forEach(image -> problems.add(PlatformProblem.PLATFORM_IMAGE.at(
                            "image", image, "one that begins with " + String.join(" or ", rules.allowedImages()))));
        }
    }

    /** All images that are run or mounted, those of a patch among them. */
    private static Stream<String> images(PodSpec pod) {
        Stream<String> run = containers(pod).flatMap(container -> Stream.ofNullable(container.getImage()));
        Stream<String> mounted = pod.getVolumes().stream()
                .flatMap(volume -> Stream.ofNullable(volume.getImage()))
                .flatMap(image -> Stream.ofNullable(image.getReference()));
        return Stream.concat(run, mounted);
    }

    private static Stream<Container> containers(PodSpec pod) {
        return Stream.concat(pod.getContainers().stream(), pod.getInitContainers().stream());
    }

    /** Only whole parts of a name count; what follows a colon is a tag, unless more of the name comes behind it: then it is a port. */
    private static boolean isBelow(String image, String prefix) {
        if (!image.startsWith(prefix)) {
            return false;
        }
        String rest = image.substring(prefix.length());
        return rest.isEmpty()
                || prefix.endsWith("/")
                || rest.startsWith("/")
                || ((rest.startsWith(":") || rest.startsWith("@")) && rest.indexOf('/') < 0);
    }

    private void addAccount(String role, PodSpec pod) {
        String account = Optional.ofNullable(pod.getServiceAccountName()).orElse(DEFAULT_ACCOUNT);
        if (!rules.allowedServiceAccounts().isEmpty()
                && !rules.allowedServiceAccounts().contains(account)) {
            problems.add(PlatformProblem.PLATFORM_SERVICE_ACCOUNT.at(
                    role, account, "one of " + String.join(", ", rules.allowedServiceAccounts())));
        }
    }

    private void addSecurity(String role, PodSpec pod, PodSpec given) {
        if (rules.security().isEmpty()) {
            return;
        }
        if (!Objects.equals(pod.getSecurityContext(), given.getSecurityContext())
                || !Objects.equals(contextOfSpark(pod), contextOfSpark(given))) {
            problems.add(PlatformProblem.PLATFORM_SECURITY.at(role, "another security context", "the platform's"));
        }
        boolean restricted = rules.security()
                .flatMap(Security::profile)
                .filter(profile -> profile != Security.Profile.RESTRICTED)
                .isEmpty();
        if (restricted) {
            RestrictedStandard.violations(pod)
                    .forEach(violation -> problems.add(PlatformProblem.PLATFORM_SECURITY.at(
                            role, violation, "what Pod Security \"restricted\" allows")));
        }
    }

    private static @Nullable Object contextOfSpark(PodSpec pod) {
        return pod.getContainers().stream()
                .filter(container -> container.getName().startsWith("spark-kubernetes-"))
                .findFirst()
                .map(Container::getSecurityContext)
                .orElse(null);
    }

    private void addLocalFiles() {
        Stream.concat(job.localFiles().values().stream(), job.uploads().values().stream())
                .filter(file -> !rules.localFiles().isBelow(file))
                .forEach(file -> problems.add(PlatformProblem.PLATFORM_LOCAL_FILE.at(
                        "a file on this machine",
                        file.localPath(),
                        rules.localFiles().expectation())));
    }

    private static PodSpec driver(CompiledJob job) {
        return job.driverPod().getSpec();
    }

    private static PodSpec executor(CompiledJob job) {
        return job.executorPod(1).getSpec();
    }
}
