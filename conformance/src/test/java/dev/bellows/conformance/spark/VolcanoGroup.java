package dev.bellows.conformance.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.compile.AttemptId;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import dev.bellows.job.pod.Gang;

/** Volcano's PodGroup of a job as somebody writes it by hand. How much room it reserves is {@link GangRoom}'s. */
final class VolcanoGroup {
    private static final ObjectMapper JSON = new ObjectMapper();

    private VolcanoGroup() {}

    /** Whether the published distribution of the job's line has Spark's own step for it. */
    static boolean isMadeBySpark(SparkJob job) {
        return isWanted(job) && job.sparkVersion().atLeast(SparkVersion.V4_2);
    }

    static boolean isWanted(SparkJob job) {
        return job.gang().orElse(null) instanceof Gang.Volcano;
    }

    static String name(AttemptId attempt) {
        return attempt.appId() + "-podgroup";
    }

    static ObjectNode of(Gang.Volcano gang, AttemptId attempt) {
        ObjectNode group = JSON.createObjectNode()
                .put("apiVersion", "scheduling.volcano.sh/v1beta1")
                .put("kind", "PodGroup");
        group.putObject("metadata").put("name", name(attempt));
        ObjectNode spec = group.putObject("spec").put("minMember", 1).put("queue", gang.queue());
        gang.priorityClass().ifPresent(priority -> spec.put("priorityClassName", priority));
        return group;
    }
}
