package dev.bellows.conformance.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.compile.CompiledJob;
import dev.bellows.job.InvalidJob;
import dev.bellows.job.SeededJobs;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An executor is what its compiled job predicts, by the pod that Spark's own builder makes of the job's conf and template. */
@Tag("conformance")
class ExecutorPredictionTest {
    private static final int JOBS = Integer.getInteger("bellows.jobs", 200);
    private static final long SEED = Long.getLong("bellows.seed", 1);
    private static final int EXECUTOR = 7;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What only a running driver knows, its user included, and the namespace, which Spark names in the request. */
    private static final Pattern UNKNOWN = Pattern.compile("metadata\\.(ownerReferences|namespace).*"
            + "|spec\\.volumes\\[spark-conf-volume-exec]\\.configMap\\.name"
            + "|.*\\.env\\[(_SPARK_AUTH_SECRET|SPARK_USER)].*");

    // Spark counts volumes in the order of a hash table.
    private static final Pattern CLAIM = Pattern.compile("-pvc-\\d+$");

    @Test
    void every_executor_is_as_predicted() throws IOException {
        List<Difference> differences = new ArrayList<>();
        for (SparkVersion version : SparkVersion.values()) {
            Optional<SparkDistribution> spark = SparkDistribution.of(version);
            if (spark.isPresent()) {
                try (SparkOracle oracle = SparkOracle.start(spark.get())) {
                    for (long seed = SEED; seed < SEED + JOBS; seed++) {
                        differences.addAll(differences(oracle, version, seed));
                    }
                }
            }
        }

        assertThat(differences).isEmpty();
    }

    static List<Difference> differences(SparkOracle oracle, SparkVersion version, long seed) throws IOException {
        Optional<SparkJob> job = jobFor(version, seed);
        if (job.isEmpty()) {
            return List.of();
        }
        CompiledJob compiled = job.get().compile();
        JsonNode answer = oracle.ask(question(compiled));
        assertThat(answer.has("error")).as("seed %d: %s", seed, answer).isFalse();
        return ObjectPaths.differences(
                version + " seed " + seed,
                known(answer.get("pod")),
                known(JSON.valueToTree(compiled.executorPod(EXECUTOR))));
    }

    private static ObjectNode question(CompiledJob job) {
        ObjectNode question = JSON.createObjectNode()
                .put("mode", "executor")
                .put("appId", job.attempt().appId())
                .put("executorId", Integer.toString(EXECUTOR))
                .put("driverPod", job.attempt().driverPodName())
                .put("template", job.configMap().getData().get("executor-template.yaml"));
        ObjectNode conf = question.withObject("/conf");
        job.conf().forEach(conf::put);
        ObjectNode env = question.withObject("/env");
        job.driverPod().getSpec().getContainers().stream()
                .filter(container -> container.getName().equals("spark-kubernetes-driver"))
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getValue() != null)
                .forEach(variable -> env.put(variable.getName(), variable.getValue()));
        return question;
    }

    private static SortedMap<String, String> known(JsonNode pod) {
        PodOrder.sort(pod);
        SortedMap<String, String> known = new TreeMap<>();
        ObjectPaths.of(pod).forEach((path, value) -> {
            if (!UNKNOWN.matcher(path).matches()) {
                known.put(path, CLAIM.matcher(value).replaceFirst("-pvc-n"));
            }
        });
        return known;
    }

    private static Optional<SparkJob> jobFor(SparkVersion version, long seed) throws IOException {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(SeededJobs.job(seed).toJson());
            return Optional.of(
                    SparkJob.fromJson(json.put("sparkVersion", version.line()).toString()));
        } catch (InvalidJob e) {
            return Optional.empty();
        }
    }
}
