package dev.bellows.k8s.scripted;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.run.SparkRun;
import java.util.HashMap;
import java.util.Map;

/**
 * What the driver of a {@link Scene} answers: executor 1 runs a task, executor 2 holds shuffle data that it needs, executor 3 has nothing.
 */
public final class ServedDriver {
    /** What it says of its executors. */
    public static final String EXECUTORS = """
                    [{"id": "driver"},
                     {"id": "1", "activeTasks": 1, "totalTasks": 3, "completedTasks": 2, "totalShuffleWrite": 900},
                     {"id": "2", "activeTasks": 0, "totalTasks": 2, "completedTasks": 2, "totalShuffleWrite": 2048},
                     {"id": "3", "activeTasks": 0}]""";

    private final Map<String, String> answers = new HashMap<>(Map.of(
            "environment", """
                    {"sparkProperties": [["spark.dynamicAllocation.enabled", "true"],
                      ["spark.dynamicAllocation.minExecutors", "1"], ["spark.dynamicAllocation.maxExecutors", "4"]]}""",
            "executors", EXECUTORS,
            "jobs", """
                    [{"jobId": 1, "status": "RUNNING", "stageIds": [2, 3], "numTasks": 5, "numSkippedTasks": 4},
                     {"jobId": 0, "status": "SUCCEEDED", "stageIds": [0, 1]}]""",
            "jobs?status=running", """
                    [{"jobId": 1, "status": "RUNNING"}]""",
            "stages", """
                    [{"stageId": 3, "attemptId": 0, "status": "ACTIVE", "name": "collect", "numTasks": 1,
                      "numActiveTasks": 1, "rddIds": [4]},
                     {"stageId": 2, "attemptId": 0, "status": "PENDING", "rddIds": [1, 0]},
                     {"stageId": 1, "attemptId": 0, "status": "COMPLETE", "rddIds": [2]},
                     {"stageId": 0, "attemptId": 0, "status": "COMPLETE", "rddIds": [1, 0], "shuffleWriteBytes": 2948}]""",
            "stages/0/0?details=true&taskStatus=unknown", """
                    {"executorSummary": {"1": {"shuffleWrite": 900, "succeededTasks": 2},
                      "2": {"shuffleWrite": 2048, "succeededTasks": 2}}}""",
            "sql?details=false&planDescription=false&offset=0&length=1000", "[]",
            "/metrics/json/", """
                    {"gauges": {"spark-1.driver.ExecutorAllocationManager.executors.numberTargetExecutors": {"value": 1},
                      "spark-1.driver.ExecutorAllocationManager.executors.numberMaxNeededExecutors": {"value": 1}}}"""));

    /** From now on it answers this. */
    public void answer(String what, String json) {
        answers.put(what, json);
    }

    /** A run with three executors. */
    public SparkRun withExecutors(Scene scene) {
        SparkRun run = scene.submitted();
        startExecutors(scene);
        return run;
    }

    /** The driver and three executors of a submitted run begin to run. */
    public void startExecutors(Scene scene) {
        scene.pass(1);
        scene.cluster.served = this::served;
        scene.kubelet.schedule(Scene.DRIVER);
        scene.kubelet.run(Scene.DRIVER);
        for (int id = 1; id <= 3; id++) {
            String pod = scene.kubelet.executor(Scene.DRIVER, id);
            scene.kubelet.schedule(pod);
            scene.kubelet.run(pod);
        }
        scene.pass(1);
    }

    private String served(String path) {
        String answer = answers.get(path.replaceFirst("^/api/v1/applications/[^/]+/", ""));
        if (answer == null) {
            throw ClusterException.notFound(path);
        }
        return answer;
    }
}
