package dev.bellows.testkit.internal.door;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.testkit.internal.store.ApiException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of a container's output.
 *
 * @param container whose output
 * @param follow whether to go on until the container has finished
 * @param tailLines how many of the last lines to start with
 * @param limitBytes where to stop
 * @param timestamps whether lines begin with the time at which they were printed
 * @param since only lines that were printed then or later; the beginning of time for all
 */
record LogRequest(
        String container,
        boolean follow,
        OptionalLong tailLines,
        OptionalLong limitBytes,
        boolean timestamps,
        Instant since) {

    static LogRequest read(JsonNode pod, Query query) {
        String name = pod.path("metadata").path("name").asText();
        LogRequest request = new LogRequest(
                container(pod, name, query.text("container")),
                query.flag("follow"),
                query.number("tailLines"),
                query.number("limitBytes"),
                query.flag("timestamps"),
                query.time("sinceTime").orElse(Instant.MIN));
        if (query.flag("previous")) {
            throw ApiException.badRequest(
                    "previous terminated container \"" + request.container + "\" in pod \"" + name + "\" not found");
        }
        return request;
    }

    /** What shows lines so, if not simply as they are. */
    Optional<StampedLines> lines(JsonNode pod) {
        return timestamps || since.isAfter(Instant.MIN)
                ? Optional.of(new StampedLines(started(pod), timestamps, since))
                : Optional.empty();
    }

    private Instant started(JsonNode pod) {
        for (JsonNode status : pod.path("status").path("containerStatuses")) {
            JsonNode state = status.path("state");
            String time = state.path("running")
                    .path("startedAt")
                    .asText(state.path("terminated").path("startedAt").asText());
            if (status.path("name").asText().equals(container) && !time.isEmpty()) {
                return Instant.parse(time);
            }
        }
        return Instant.EPOCH;
    }

    ApiException notStarted(JsonNode pod) {
        String reason = "ContainerCreating";
        for (JsonNode status : pod.path("status").path("containerStatuses")) {
            if (status.path("name").asText().equals(container)) {
                reason = status.path("state").path("waiting").path("reason").asText(reason);
            }
        }
        return ApiException.badRequest("container \"" + container + "\" in pod \""
                + pod.path("metadata").path("name").asText() + "\" is waiting to start: " + reason);
    }

    private static String container(JsonNode pod, String podName, @Nullable String wanted) {
        List<String> names = new ArrayList<>();
        pod.path("spec")
                .path("containers")
                .forEach(node -> names.add(node.path("name").asText()));
        if (wanted == null && names.size() == 1) {
            return names.get(0);
        }
        if (wanted == null) {
            throw ApiException.badRequest("a container name must be specified for pod " + podName + ", choose one of: ["
                    + String.join(" ", names) + "]");
        }
        pod.path("spec")
                .path("initContainers")
                .forEach(node -> names.add(node.path("name").asText()));
        if (!names.contains(wanted)) {
            throw ApiException.badRequest("container " + wanted + " is not valid for pod " + podName);
        }
        return wanted;
    }
}
