package dev.bellows.k8s.internal.executors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.k8s.internal.executors.DriverReport.Job;
import dev.bellows.k8s.internal.executors.DriverReport.Line;
import dev.bellows.k8s.internal.executors.DriverReport.Share;
import dev.bellows.k8s.internal.executors.DriverReport.Stage;
import dev.bellows.k8s.internal.executors.DriverReport.StageTry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** From a driver's JSON to what matters of it; a field that is missing counts as nothing. Pure. */
final class DriverAnswers {
    private static final String GAUGE = ".ExecutorAllocationManager.executors.";
    private static final Pattern TIME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3})GMT");

    private DriverAnswers() {}

    static Map<String, String> properties(JsonNode environment) {
        Map<String, String> properties = new HashMap<>();
        environment
                .path("sparkProperties")
                .forEach(pair ->
                        properties.put(pair.path(0).asText(), pair.path(1).asText()));
        return properties;
    }

    /** The driver itself, which is in the list too, has no number. */
    static Map<Integer, Line> executors(JsonNode list) {
        Map<Integer, Line> executors = new HashMap<>();
        for (JsonNode each : list) {
            String id = each.path("id").asText();
            if (id.matches("\\d{1,9}") && each.path("isActive").asBoolean(true)) {
                executors.put(
                        Integer.parseInt(id),
                        new Line(
                                each.path("totalCores").asInt(),
                                each.path("activeTasks").asInt(),
                                each.path("completedTasks").asLong(),
                                each.path("failedTasks").asLong(),
                                each.path("totalTasks").asLong(),
                                each.path("rddBlocks").asInt(),
                                each.path("totalShuffleWrite").asLong()));
            }
        }
        return executors;
    }

    static List<Job> jobs(JsonNode list) {
        List<Job> jobs = new ArrayList<>();
        for (JsonNode each : list) {
            jobs.add(new Job(
                    each.path("jobId").asInt(),
                    each.path("status").asText(),
                    numbers(each.path("stageIds")),
                    each.path("numTasks").asInt(),
                    each.path("numCompletedTasks").asInt()
                            + each.path("numSkippedTasks").asInt()));
        }
        return jobs;
    }

    static List<Stage> stages(JsonNode list) {
        List<Stage> stages = new ArrayList<>();
        for (JsonNode each : list) {
            stages.add(new Stage(
                    new StageTry(
                            each.path("stageId").asInt(), each.path("attemptId").asInt()),
                    each.path("status").asText(),
                    each.path("name").asText(),
                    each.path("numTasks").asInt(),
                    each.path("numActiveTasks").asInt(),
                    each.path("numCompleteTasks").asInt(),
                    each.path("numFailedTasks").asInt(),
                    time(each.path("submissionTime")),
                    time(each.path("completionTime")),
                    numbers(each.path("rddIds")),
                    each.path("shuffleWriteBytes").asLong()));
        }
        return stages;
    }

    private static Optional<Instant> time(JsonNode text) {
        Matcher matcher = TIME.matcher(text.asText());
        return matcher.matches() ? Optional.of(Instant.parse(matcher.group(1) + "Z")) : Optional.empty();
    }

    /** The jobs of queries that run. */
    static Set<Integer> queryJobs(JsonNode list) {
        Set<Integer> jobs = new HashSet<>();
        for (JsonNode each : list) {
            if (each.path("status").asText().equals("RUNNING")) {
                jobs.addAll(numbers(each.path("runningJobIds")));
                jobs.addAll(numbers(each.path("successJobIds")));
                jobs.addAll(numbers(each.path("failedJobIds")));
            }
        }
        return jobs;
    }

    /** What executors have done in a stage. */
    static Map<Integer, Share> shares(JsonNode stage) {
        Map<Integer, Share> shares = new HashMap<>();
        stage.path("executorSummary").properties().stream()
                .filter(each -> each.getKey().matches("\\d{1,9}"))
                .forEach(each -> shares.put(Integer.parseInt(each.getKey()), share(each)));
        return shares;
    }

    private static Share share(Entry<String, JsonNode> each) {
        return new Share(
                each.getValue().path("succeededTasks").asLong(),
                each.getValue().path("shuffleWrite").asLong());
    }

    /** A number of Spark's own about its executors; its name begins with the application's. */
    static OptionalInt gauge(JsonNode metrics, String name) {
        return metrics.path("gauges").properties().stream()
                .filter(gauge -> gauge.getKey().endsWith(GAUGE + name))
                .map(gauge -> gauge.getValue().path("value"))
                .filter(JsonNode::isNumber)
                .mapToInt(JsonNode::asInt)
                .findFirst();
    }

    private static Set<Integer> numbers(JsonNode list) {
        Set<Integer> numbers = new HashSet<>();
        StreamSupport.stream(list.spliterator(), false).forEach(number -> numbers.add(number.asInt()));
        return numbers;
    }
}
