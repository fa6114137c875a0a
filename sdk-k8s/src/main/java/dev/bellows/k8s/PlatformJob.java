package dev.bellows.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.check.Problem;
import dev.bellows.compile.CompiledJob;
import dev.bellows.job.InvalidJob;
import dev.bellows.job.SparkJob;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A job on a platform: with its defaults, and within its limits. Pure.
 *
 * @param rules the platform's
 * @param job the job as its author wrote it
 * @param connection the connection's namespace
 */
record PlatformJob(PlatformRules rules, SparkJob job, String connection) {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** The namespace in which it would run. */
    String namespace() {
        return job.namespace().or(rules::namespace).orElse(connection);
    }

    /**
     * The job with all that the platform sets.
     *
     * @throws InvalidJob with everything that the platform or the checks have against it
     */
    SparkJob applied() {
        List<Problem> problems = new ArrayList<>();
        addLocked(problems);
        addNamespace(problems);
        addImages(problems);
        SparkJob applied = job;
        try {
            applied = rules.setsNothing() ? job : SparkJob.fromJson(withDefaults());
        } catch (InvalidJob invalid) {
            problems.addAll(invalid.problems());
        }
        if (!problems.isEmpty()) {
            throw new InvalidJob(problems);
        }
        return applied;
    }

    private void addLocked(List<Problem> problems) {
        job.conf().keySet().stream()
                .filter(key -> rules.lockedConf().stream()
                        .anyMatch(locked -> key.equals(locked) || (locked.endsWith(".") && key.startsWith(locked))))
                .sorted()
                .forEach(key -> problems.add(problem(
                        PlatformProblem.PLATFORM_CONF_LOCKED,
                        "conf." + key,
                        "set by the job",
                        "left to the platform")));
    }

    private void addNamespace(List<Problem> problems) {
        if (!rules.allowedNamespaces().isEmpty() && !rules.allowedNamespaces().contains(namespace())) {
            problems.add(problem(
                    PlatformProblem.PLATFORM_NAMESPACE,
                    "namespace",
                    namespace(),
                    "one of " + String.join(", ", rules.allowedNamespaces())));
        }
    }

    private void addImages(List<Problem> problems) {
        if (rules.allowedImages().isEmpty()) {
            return;
        }
        CompiledJob compiled = job.compile();
        Stream.of(compiled.driverPod().getSpec(), compiled.executorTemplate().getSpec())
                .flatMap(PlatformJob::containers)
                .flatMap(container -> Stream.ofNullable(container.getImage()))
                .distinct()
                .filter(image -> rules.allowedImages().stream().noneMatch(prefix -> isBelow(image, prefix)))
                .forEach(image -> problems.add(problem(
                        PlatformProblem.PLATFORM_IMAGE,
                        "image",
                        image,
                        "one that begins with " + String.join(" or ", rules.allowedImages()))));
    }

    /** All containers, those of a patch among them. */
    private static Stream<Container> containers(PodSpec pod) {
        return Stream.concat(pod.getContainers().stream(), pod.getInitContainers().stream());
    }

    private static boolean isBelow(String image, String prefix) {
        return image.startsWith(prefix)
                && (image.length() == prefix.length()
                        || prefix.endsWith("/")
                        || "/:@".indexOf(image.charAt(prefix.length())) >= 0);
    }

    private String withDefaults() {
        ObjectNode tree = read(job.toJson());
        putAbsent(tree, "conf", rules.conf());
        putAbsent(tree, "labels", rules.labels());
        if (rules.namespace().isPresent()) {
            tree.put("namespace", namespace());
        }
        rules.serviceAccount()
                .filter(name -> job.serviceAccount().isEmpty())
                .ifPresent(name -> tree.put("serviceAccount", name));
        if (job.pod().imagePullSecrets().isEmpty() && !rules.imagePullSecrets().isEmpty()) {
            ArrayNode secrets = tree.withObject("/pod").putArray("imagePullSecrets");
            rules.imagePullSecrets().forEach(secrets::add);
        }
        return tree.toString();
    }

    private static void putAbsent(ObjectNode tree, String field, Map<String, String> defaults) {
        if (!defaults.isEmpty()) {
            ObjectNode map = tree.withObject("/" + field);
            defaults.forEach((key, value) -> {
                if (!map.has(key)) {
                    map.put(key, value);
                }
            });
        }
    }

    private static Problem problem(PlatformProblem kind, String field, String seen, String expected) {
        return Problem.of(kind, field, seen, expected, kind.text().remedy());
    }

    private static ObjectNode read(String json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a job's JSON is an object", e);
        }
    }
}
