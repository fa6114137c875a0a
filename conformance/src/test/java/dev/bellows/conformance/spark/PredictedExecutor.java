package dev.bellows.conformance.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.compile.CompiledJob;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** An executor pod as we predict it, beside the one that Spark makes from our conf and template. */
final class PredictedExecutor {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String POD = "predicted-executor-pod";

    /** What only a running driver knows, its user included, and the namespace, which Spark names in the request. */
    private static final Pattern UNKNOWN = Pattern.compile("metadata\\.(ownerReferences|namespace).*"
            + "|spec\\.volumes\\[spark-conf-volume-exec]\\.configMap\\.name"
            + "|.*\\.env\\[(_SPARK_AUTH_SECRET|SPARK_USER)].*");

    private PredictedExecutor() {}

    static List<Difference> differences(JsonNode spark, CompiledJob job, int number) {
        JsonNode predicted = JSON.valueToTree(job.executorPod(number));
        ClaimNames.settle(Map.of(POD, predicted), POD);
        return ObjectPaths.differences(POD, known(spark), known(predicted));
    }

    private static SortedMap<String, String> known(JsonNode pod) {
        PodOrder.sort(pod);
        SortedMap<String, String> known = new TreeMap<>();
        ObjectPaths.of(pod).forEach((path, value) -> {
            if (!UNKNOWN.matcher(path).matches()) {
                known.put(path, value);
            }
        });
        return known;
    }
}
