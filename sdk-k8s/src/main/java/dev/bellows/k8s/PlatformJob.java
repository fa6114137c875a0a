package dev.bellows.k8s;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.bellows.check.Problem;
import dev.bellows.job.InvalidJob;
import dev.bellows.job.SparkJob;
import dev.bellows.run.Remedy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A job on a platform: with its defaults, and within its limits. Pure.
 *
 * @param rules the platform's
 * @param job the job as its author wrote it
 * @param connection the connection's namespace
 */
record PlatformJob(PlatformRules rules, SparkJob job, String connection) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
            .build();

    /** What every job says; all else is a choice. */
    private static final Set<String> PROGRAM = Set.of("application", "image", "name", "namespace", "sparkVersion");

    /** The namespace in which it would run. */
    String namespace() {
        return job.namespace().or(rules::namespace).orElse(connection);
    }

    /**
     * The job with all that the platform sets.
     *
     * @param remedy what its later attempts may change about it
     * @throws InvalidJob with everything that the platform or the checks have against it
     */
    SparkJob applied(Optional<Remedy> remedy) {
        List<Problem> problems = new ArrayList<>();
        addLocked(problems);
        remedy.ifPresent(allowed -> addLocked(allowed, problems));
        addNamespace(problems);
        SparkJob applied = job;
        try {
            applied = rules.setsNothing()
                    ? job
                    : SparkJob.fromJson(withDefaults(tree()).toString());
        } catch (InvalidJob invalid) {
            problems.addAll(invalid.problems());
        }
        if (!rules.limitsNothing()) {
            ObjectNode open = tree();
            open.retain(PROGRAM);
            problems.addAll(PlatformLimits.problems(
                    rules,
                    applied.compile(),
                    SparkJob.previewUnchecked(withDefaults(open).toString())));
        }
        if (!problems.isEmpty()) {
            throw new InvalidJob(problems.stream().distinct().toList());
        }
        return applied;
    }

    private void addLocked(List<Problem> problems) {
        job.conf().keySet().stream()
                .filter(key -> PlatformLimits.isLocked(rules, key))
                .sorted()
                .forEach(key -> problems.add(PlatformProblem.PLATFORM_CONF_LOCKED.at(
                        "conf." + key, "set by the job", "left to the platform")));
    }

    private void addLocked(Remedy remedy, List<Problem> problems) {
        Map<String, List<String>> written = new LinkedHashMap<>();
        remedy.driverMemory()
                .ifPresent(most ->
                        written.put("driverMemory", List.of("spark.driver.memory", "spark.driver.memoryOverhead")));
        remedy.executorMemory()
                .ifPresent(most -> written.put(
                        "executorMemory", List.of("spark.executor.memory", "spark.executor.memoryOverhead")));
        remedy.shufflePartitions()
                .ifPresent(most -> written.put("shufflePartitions", List.of("spark.sql.shuffle.partitions")));
        written.forEach((field, keys) -> keys.stream()
                .filter(key -> PlatformLimits.isLocked(rules, key))
                .forEach(key -> problems.add(PlatformProblem.PLATFORM_CONF_LOCKED.at(
                        "retry.remedy." + field, key + ", changed by later attempts", "left to the platform"))));
    }

    private void addNamespace(List<Problem> problems) {
        if (!rules.allowedNamespaces().isEmpty() && !rules.allowedNamespaces().contains(namespace())) {
            problems.add(PlatformProblem.PLATFORM_NAMESPACE.at(
                    "namespace", namespace(), "one of " + String.join(", ", rules.allowedNamespaces())));
        }
    }

    private ObjectNode withDefaults(ObjectNode tree) {
        putAbsent(tree, "conf", rules.conf());
        putAbsent(tree, "labels", rules.labels());
        if (rules.namespace().isPresent()) {
            tree.put("namespace", namespace());
        }
        rules.serviceAccount()
                .filter(name -> !tree.has("serviceAccount"))
                .ifPresent(name -> tree.put("serviceAccount", name));
        if (tree.at("/pod/imagePullSecrets").isMissingNode()
                && !rules.imagePullSecrets().isEmpty()) {
            ArrayNode secrets = tree.withObject("/pod").putArray("imagePullSecrets");
            rules.imagePullSecrets().forEach(secrets::add);
        }
        rules.security()
                .filter(security -> tree.at("/pod/security").isMissingNode())
                .ifPresent(security -> tree.withObject("/pod").set("security", MAPPER.valueToTree(security)));
        return tree;
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

    private ObjectNode tree() {
        return read(job.toJson());
    }

    private static ObjectNode read(String json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a job's JSON is an object", e);
        }
    }
}
