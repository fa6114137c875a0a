package dev.bellows.testkit.internal.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.compile.BellowsLabels;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.ResourceType;
import dev.bellows.testkit.internal.store.Selectors;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * No process takes anything from under a driver that runs while its run goes on: neither its record nor its Service nor, all at once, its
 * executors. The end of a run stands in its record before anything of it goes. A driver that no record owns is left out: when its record is
 * deleted by hand another process may write a new one while the first ends the run.
 */
public final class OpenRuns {
    private static final String OUTCOME = "bellows.dev/outcome";
    private static final String CANCELLED = "bellows.dev/cancelled";
    private static final String ATTEMPT = "bellows.dev/current-attempt";
    private static final String ENDED = "bellows.dev/ended-";

    private final ClusterStore store;
    private final Consumer<String> violations;

    /** Watches from now on. */
    public OpenRuns(ClusterStore store, Consumer<String> violations) {
        this.store = store;
        this.violations = violations;
    }

    /** A process deletes an object, if it is the one that it means. */
    public void deletes(String process, String plural, String namespace, String name, @Nullable String uid) {
        ResourceType type = plural.equals("services")
                ? ResourceType.SERVICES
                : plural.equals("configmaps") ? ResourceType.CONFIG_MAPS : null;
        if (type == null) {
            return;
        }
        for (ObjectNode object :
                store.list(type, namespace, Selectors.name(name)).items()) {
            if (uid == null || uid.equals(uid(object))) {
                look(process, namespace, object);
            }
        }
    }

    /** A process deletes all pods that a selector matches. */
    public void deletesAll(String process, String plural, String namespace, String selector) {
        if (plural.equals("pods")) {
            store.list(ResourceType.PODS, namespace, Selectors.labels(selector))
                    .items()
                    .forEach(pod -> look(process, namespace, pod));
        }
    }

    private void look(String process, String namespace, JsonNode object) {
        String run = label(object, BellowsLabels.RUN);
        for (ObjectNode record : store.list(ResourceType.CONFIG_MAPS, namespace, Selectors.name(run))
                .items()) {
            Optional<String> driver = isOpen(record) ? runningDriver(namespace, run, record) : Optional.empty();
            if (driver.isPresent()
                    && (uid(object).equals(uid(record))
                            || isOwned(object, driver.get())
                            || (isOwned(object, uid(record))
                                    && label(object, BellowsLabels.ATTEMPT).equals(attempt(record))))) {
                violations.accept("I3: " + process + " deletes "
                        + object.path("metadata").path("name").asText() + " (" + uid(object)
                        + ") while its driver runs and its run goes on");
            }
        }
    }

    private static boolean isOpen(JsonNode record) {
        return !has(record, OUTCOME)
                && !has(record, CANCELLED)
                && !has(record, ENDED + attempt(record))
                && !record.path("metadata").hasNonNull("deletionTimestamp");
    }

    private Optional<String> runningDriver(String namespace, String run, JsonNode record) {
        String selector = BellowsLabels.RUN + "=" + run + "," + BellowsLabels.ATTEMPT + "=" + attempt(record)
                + ",spark-role=driver";
        List<ObjectNode> drivers = store.list(ResourceType.PODS, namespace, Selectors.labels(selector))
                .items();
        return drivers.stream()
                .filter(OpenRuns::isRunning)
                .filter(driver -> isOwned(driver, uid(record)))
                .map(OpenRuns::uid)
                .findFirst();
    }

    private static boolean isRunning(JsonNode pod) {
        return !pod.path("metadata").hasNonNull("deletionTimestamp")
                && pod.path("status")
                        .path("containerStatuses")
                        .path(0)
                        .path("state")
                        .has("running");
    }

    private static boolean isOwned(JsonNode object, String owner) {
        for (JsonNode reference : object.path("metadata").path("ownerReferences")) {
            if (owner.equals(reference.path("uid").asText())) {
                return true;
            }
        }
        return false;
    }

    private static String attempt(JsonNode record) {
        return record.path("metadata").path("annotations").path(ATTEMPT).asText("1");
    }

    private static boolean has(JsonNode record, String annotation) {
        return record.path("metadata").path("annotations").has(annotation);
    }

    private static String label(JsonNode object, String key) {
        return object.path("metadata").path("labels").path(key).asText();
    }

    private static String uid(JsonNode object) {
        return object.path("metadata").path("uid").asText();
    }
}
