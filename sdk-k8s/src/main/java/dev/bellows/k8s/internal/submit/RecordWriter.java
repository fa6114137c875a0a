package dev.bellows.k8s.internal.submit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.run.RunId;
import dev.bellows.run.RunResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.concurrent.CompletableFuture;

/**
 * Writes a run's decisions into its record: merge patches that name the record's UID, the outcome also the version that was read. A
 * record of the same name that is another run's is never touched.
 */
public final class RecordWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ClusterPort cluster;
    private final RunId run;

    /** A writer for a run's record. */
    public RecordWriter(ClusterPort cluster, RunId run) {
        this.cluster = cluster;
        this.run = run;
    }

    /** Notes the driver's UID: from now on an absent driver has been there, and is not created again. */
    public CompletableFuture<Void> driverSeen(String recordUid, String driverUid) {
        return annotate(recordUid, RunRecord.DRIVER_UID, driverUid);
    }

    /** Notes that the run is cancelled, so that every process that watches it judges the driver's end alike. */
    public CompletableFuture<Void> cancelled(String recordUid) {
        return annotate(recordUid, RunRecord.CANCELLED, "true");
    }

    /**
     * Writes the outcome and gives up the attempt's payload, unless an outcome stands there: then that one counts.
     *
     * @return the outcome that counts
     */
    public CompletableFuture<RunResult> outcome(String recordUid, RunResult result) {
        // What this process tells is what any other will read.
        return decide(recordUid, Outcomes.fitting(result));
    }

    private CompletableFuture<RunResult> decide(String recordUid, RunResult result) {
        return cluster.get(ObjectKind.CONFIG_MAPS, run.namespace(), run.runName())
                .thenCompose(map -> recordUid.equals(map.getMetadata().getUid())
                        ? write(map, result)
                        : CompletableFuture.completedFuture(result))
                .handle((stored, error) -> error == null
                        ? CompletableFuture.completedFuture(stored)
                        : again(recordUid, result, ClusterException.in(error)))
                .thenCompose(next -> next);
    }

    private CompletableFuture<RunResult> write(ConfigMap map, RunResult result) {
        RunRecord record = RunRecord.of(map);
        if (record.outcome().isPresent()) {
            return CompletableFuture.completedFuture(
                    Outcomes.read(record.outcome().get()));
        }
        ObjectNode patch = JSON.objectNode();
        ObjectNode metadata = patch.putObject("metadata");
        metadata.put("uid", record.uid());
        metadata.put("resourceVersion", map.getMetadata().getResourceVersion());
        metadata.putObject("annotations").put(RunRecord.OUTCOME, Outcomes.write(result));
        ObjectNode data = patch.putObject("data");
        RunRecord.payload(map).forEach(data::putNull);
        patch.putNull("binaryData");
        return cluster.patch(ObjectKind.CONFIG_MAPS, run.namespace(), run.runName(), patch)
                .thenApply(written -> result);
    }

    private CompletableFuture<RunResult> again(String recordUid, RunResult result, ClusterException problem) {
        if (problem.isConflict()) {
            return decide(recordUid, result);
        }
        // Without a record nobody else can read the outcome; it still is this process's.
        return problem.isNotFound()
                ? CompletableFuture.completedFuture(result)
                : CompletableFuture.failedFuture(problem);
    }

    private CompletableFuture<Void> annotate(String recordUid, String key, String value) {
        ObjectNode patch = JSON.objectNode();
        patch.putObject("metadata")
                .put("uid", recordUid)
                .putObject("annotations")
                .put(key, value);
        return cluster.patch(ObjectKind.CONFIG_MAPS, run.namespace(), run.runName(), patch)
                .thenAccept(written -> {});
    }
}
