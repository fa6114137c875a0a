package dev.bellows.testkit.internal.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What a kubelet reports of a pod with one container, as patches of its status. */
final class PodReports {
    private static final String HOST_IP = "192.168.0.1";

    private final ObjectNode pod;

    /** Reports about a pod. */
    PodReports(ObjectNode pod) {
        this.pod = pod;
    }

    /** No node takes it. */
    ObjectNode unschedulable(Instant now, String message) {
        ObjectNode patch = patch();
        condition(status(patch), "PodScheduled", false, "Unschedulable", now).put("message", message);
        return patch;
    }

    /** The node has it, and its container does not run yet. */
    ObjectNode waiting(Instant now, String reason, @Nullable String message) {
        ObjectNode patch = patch();
        ObjectNode status = status(patch).put("phase", "Pending").put("hostIP", HOST_IP);
        status.put("startTime", text(now));
        condition(status, "Initialized", true, null, now);
        ready(status, false, "ContainersNotReady", now);
        ObjectNode waiting = container(status, false).putObject("waiting").put("reason", reason);
        if (message != null) {
            waiting.put("message", message);
        }
        return patch;
    }

    /** Its container runs. */
    ObjectNode running(Instant now, String ip) {
        ObjectNode patch = patch();
        ObjectNode status = status(patch).put("phase", "Running").put("podIP", ip);
        status.putArray("podIPs").addObject().put("ip", ip);
        ready(status, true, null, now);
        container(status, true).putObject("running").put("startedAt", text(now));
        return patch;
    }

    /** Its container has ended. */
    ObjectNode ended(Instant since, Instant now, int code, String reason, @Nullable String message, boolean sidecar) {
        ObjectNode patch = patch();
        String phase = code == 0 ? "Succeeded" : "Failed";
        ObjectNode status = status(patch).put("phase", sidecar ? "Running" : phase);
        ready(status, false, code == 0 ? "PodCompleted" : "PodFailed", now);
        ObjectNode terminated = container(status, false)
                .putObject("terminated")
                .put("exitCode", code)
                .put("reason", reason);
        if (message != null) {
            terminated.put("message", message);
        }
        terminated.put("startedAt", text(since)).put("finishedAt", text(now));
        if (sidecar) {
            ObjectNode other = status.withArray("/containerStatuses").addObject();
            other.put("name", "sidecar").put("image", "sidecar").put("imageID", "sidecar");
            other.put("ready", true).put("started", true).put("restartCount", 0);
            other.putObject("state").putObject("running").put("startedAt", text(since));
        }
        return patch;
    }

    /** The pod has failed as a whole. */
    static ObjectNode failed(ObjectNode patch, String reason, String message) {
        status(patch).put("phase", "Failed").put("reason", reason).put("message", message);
        return patch;
    }

    /** Nothing is said of its containers any more. */
    static ObjectNode bare(ObjectNode patch) {
        status(patch).putNull("containerStatuses");
        return patch;
    }

    /** Its phase, and nothing else. */
    static ObjectNode phase(String phase) {
        ObjectNode patch = patch();
        status(patch).put("phase", phase);
        return patch;
    }

    /** Somebody wants the pod gone, and says why. */
    static ObjectNode disrupted(ObjectNode patch, Instant now, String reason, String message) {
        condition(status(patch), "DisruptionTarget", true, reason, now).put("message", message);
        return patch;
    }

    /** Its node is not heard of any more. */
    static ObjectNode unreachable(Instant now) {
        ObjectNode patch = patch();
        condition(status(patch), "Ready", false, "NodeNotReady", now);
        return patch;
    }

    static ObjectNode patch() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static ObjectNode status(ObjectNode patch) {
        return patch.withObject("/status");
    }

    private static void ready(ObjectNode status, boolean holds, @Nullable String reason, Instant now) {
        condition(status, "ContainersReady", holds, reason, now);
        condition(status, "Ready", holds, reason, now);
    }

    private static ObjectNode condition(
            ObjectNode status, String type, boolean holds, @Nullable String reason, Instant now) {
        ObjectNode condition = status.withArray("/conditions").addObject().put("type", type);
        condition.put("status", holds ? "True" : "False").put("lastTransitionTime", text(now));
        return reason == null ? condition : condition.put("reason", reason);
    }

    /** The state of the Spark container. */
    private ObjectNode container(ObjectNode status, boolean runs) {
        JsonNode spec = pod.path("spec").path("containers").path(0);
        String image = spec.path("image").asText();
        ObjectNode report = status.putArray("containerStatuses").addObject();
        report.put("name", spec.path("name").asText()).put("image", image).put("imageID", image);
        report.put("ready", runs).put("started", runs).put("restartCount", 0);
        return report.putObject("state");
    }
}
