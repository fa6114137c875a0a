package dev.bellows.conformance.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.compile.AttemptId;
import dev.bellows.compile.CompiledJob;
import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.Gang;
import dev.bellows.run.RunId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares one job as we compile it with the same job as Spark submits it. */
final class Judgement {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EXECUTOR = 7;

    /** What makes Spark's names ours and lets its client return at once; only the oracle sets it. */
    private static final String PREFIX_KEY = "spark.kubernetes.driver.resourceNamePrefix";

    private static final String WAIT_KEY = "spark.kubernetes.submission.waitAppCompletion";

    private final SparkOracle oracle;

    Judgement(SparkOracle oracle) {
        this.oracle = oracle;
    }

    /** Every difference; one only, if Spark refuses the job. */
    List<Difference> differences(SparkJob job) throws IOException {
        try {
            return compare(job);
        } catch (Refused e) {
            return List.of(e.difference);
        }
    }

    private List<Difference> compare(SparkJob job) throws IOException, Refused {
        AttemptId attempt = new AttemptId(
                new RunId(job.namespace().orElse("default"), job.name(), "conformance"),
                1,
                "conformance",
                "spark-" + "0123456789abcdef".repeat(2));
        CompiledJob compiled = job.compile(attempt);
        JobObjects ours = JobObjects.compiled(compiled);
        JobObjects theirs = submit(job, attempt);
        theirs.addWrittenByHand(job, attempt);
        Map<String, JsonNode> executor = executor(theirs, attempt);
        List<Difference> differences = new ArrayList<>();
        differences.addAll(ObjectPaths.differences(
                "gang-room",
                ObjectPaths.of(GangRoom.needed(job, theirs.objects().get("driver-pod"), executor.get("executor-pod"))),
                ObjectPaths.of(GangRoom.takeFrom(ours.objects()))));
        compare(
                differences,
                ClaimNames.settle(theirs.objects(), "driver-pod"),
                ClaimNames.settle(ours.objects(), "driver-pod"));
        differences.addAll(ObjectPaths.differences("properties", theirs.filledProperties(), ours.filledProperties()));
        Map<String, JsonNode> ourExecutor = executor(ours, attempt);
        differences.addAll(PredictedExecutor.differences(ourExecutor.get("executor-pod"), compiled, EXECUTOR));
        compare(differences, executor, ourExecutor);
        return differences;
    }

    private static void compare(
            List<Difference> differences, Map<String, JsonNode> theirs, Map<String, JsonNode> ours) {
        TreeSet<String> names = new TreeSet<>(theirs.keySet());
        names.addAll(ours.keySet());
        for (String name : names) {
            differences.addAll(ObjectPaths.differences(name, paths(theirs.get(name)), paths(ours.get(name))));
        }
    }

    private static Map<String, String> paths(JsonNode object) {
        if (object == null) {
            return Map.of();
        }
        PodOrder.sort(object);
        return ObjectPaths.of(object);
    }

    private JobObjects submit(SparkJob job, AttemptId attempt) throws IOException, Refused {
        ObjectNode question = JSON.createObjectNode().put("mode", "submit").put("appId", attempt.appId());
        SubmitCommand.of(job, attempt).forEach(question.withArray("/command")::add);
        ObjectNode templates = question.withObject("/templates");
        templates.put("spark.kubernetes.driver.podTemplateFile", SubmittedTemplate.ofDriver(job, attempt));
        templates.put("spark.kubernetes.executor.podTemplateFile", SubmittedTemplate.ofExecutors(job, attempt));
        if (VolcanoGroup.isMadeBySpark(job)) {
            templates.put(
                    "spark.kubernetes.scheduler.volcano.podGroupTemplateFile",
                    VolcanoGroup.of((Gang.Volcano) job.gang().orElseThrow(), attempt)
                            .toString());
        }
        question.withObject("/conf").put(PREFIX_KEY, attempt.prefix()).put(WAIT_KEY, "false");
        JobObjects sent = JobObjects.sentBySpark(ask(question).get("requests"));
        sent.properties().keySet().removeAll(List.of(PREFIX_KEY, WAIT_KEY));
        return sent;
    }

    /** An executor of a driver that runs with these objects, and what is made with it. */
    private Map<String, JsonNode> executor(JobObjects driver, AttemptId attempt) throws IOException, Refused {
        ObjectNode question = JSON.createObjectNode()
                .put("mode", "executor")
                .put("appId", attempt.appId())
                .put("executorId", Integer.toString(EXECUTOR))
                .put("driverPod", attempt.driverPodName());
        ObjectNode conf = question.withObject("/conf");
        driver.properties().forEach(conf::put);
        // Spark's driver makes one up when it starts.
        conf.put("spark.kubernetes.executor.podNamePrefix", attempt.prefix());
        ObjectNode env = question.withObject("/env");
        driver.driverEnvironment().forEach(env::put);
        if (!driver.executorTemplate().isEmpty()) {
            question.put("template", driver.executorTemplate());
        }
        JsonNode answer = ask(question);
        Map<String, JsonNode> objects = new TreeMap<>();
        objects.put("executor-pod", answer.get("pod"));
        answer.get("resources")
                .forEach(resource -> objects.put(
                        "executor " + resource.get("kind").asText() + " "
                                + resource.at("/metadata/name").asText(),
                        resource));
        return ClaimNames.settle(objects, "executor-pod");
    }

    private JsonNode ask(ObjectNode question) throws IOException, Refused {
        JsonNode answer = oracle.ask(question);
        if (answer.has("error")) {
            throw new Refused(new Difference(
                    question.get("mode").asText(),
                    "refused",
                    answer.get("error").asText(),
                    "compiled"));
        }
        return answer;
    }

    /** What Spark says about a job that it does not take. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Difference difference;

        private Refused(Difference difference) {
            super(difference.spark());
            this.difference = difference;
        }
    }
}
