package dev.bellows.k8s.internal.submit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.compile.BellowsLabels;
import dev.bellows.compile.CompactLayout;
import dev.bellows.compile.CompiledJob;
import dev.bellows.job.SparkJob;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run in layout COMPACT: a driver pod that carries what its record will hold. Whoever finds the pod can write the record from it, and
 * it is the same one.
 */
final class CompactRun {
    private static final String APP_ID = "bellows.dev/app-id";
    private static final String SPEC_HASH = "bellows.dev/spec-hash";
    private static final String JOB = "bellows.dev/job.json";

    /** What is on the pod only for its driver's sake, or Spark's, is not on the record. */
    private static final Set<String> LABELS = Set.of(
            BellowsLabels.RUN,
            BellowsLabels.ATTEMPT,
            BellowsLabels.JOB,
            BellowsLabels.CLIENT,
            BellowsLabels.MANAGED_BY);

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Pod driver;

    private CompactRun(Pod driver) {
        this.driver = driver;
    }

    /** A run that is about to be submitted. */
    static CompactRun compose(SparkJob job, CompiledJob compiled, RunOptions options, FileContents files) {
        String json = job.toJson();
        Pod driver = new PodBuilder(compiled.driverPod())
                .editMetadata()
                .addToAnnotations(RecordAnnotations.of(compiled.attempt().run(), job, options))
                .addToAnnotations(APP_ID, compiled.attempt().appId())
                .addToAnnotations(SPEC_HASH, RecordData.specHash(json, files))
                .addToAnnotations(JOB, json)
                .endMetadata()
                .build();
        RecordData.limit(driver, options.deadline());
        return new CompactRun(driver);
    }

    /** What the API server holds under a driver's name. */
    static CompactRun of(Pod driver) {
        return new CompactRun(driver);
    }

    /** What the API server holds under this driver's name. Labels that somebody took off the same run's driver are put back. */
    CompactRun found(Pod pod) {
        boolean bare = !orEmpty(pod.getMetadata().getLabels()).containsKey(BellowsLabels.MANAGED_BY);
        CompactRun found = of(pod);
        if (!bare || !found.annotation(RecordAnnotations.RUN_ID).equals(annotation(RecordAnnotations.RUN_ID))) {
            return found;
        }
        return of(new PodBuilder(pod)
                .editMetadata()
                .addToLabels(driver.getMetadata().getLabels())
                .endMetadata()
                .build());
    }

    Pod driver() {
        return driver;
    }

    String uid() {
        return driver.getMetadata().getUid();
    }

    /** The application id, which tells submissions apart. */
    String appId() {
        return annotation(APP_ID);
    }

    /** The same run with another application id wherever its own stands: an id is random and like no other text. */
    CompactRun renewed(String appId) {
        try {
            return of(MAPPER.readValue(MAPPER.writeValueAsString(driver).replace(appId(), appId), Pod.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Kubernetes objects are plain data", e);
        }
    }

    /** The run it belongs to, if it is one's driver. */
    Optional<RunId> runId() {
        return RecordAnnotations.of(driver.getMetadata()).runId();
    }

    /** The record of the run: it names this driver, and this submission as the only one that may run. */
    RunRecord record() {
        Map<String, String> labels = new TreeMap<>(orEmpty(driver.getMetadata().getLabels()));
        labels.keySet().retainAll(LABELS);
        Map<String, String> annotations =
                new TreeMap<>(orEmpty(driver.getMetadata().getAnnotations()));
        annotations.keySet().retainAll(RecordAnnotations.OF_RUN);
        if (uid() != null) {
            annotations.put(RecordAnnotations.DRIVER_UID, uid());
        }
        ConfigMap map = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(runId().map(RunId::runName).orElse(""))
                .withNamespace(driver.getMetadata().getNamespace())
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata()
                .withData(RecordData.of(appId(), annotation(SPEC_HASH), annotation(JOB)))
                .addToData(CompactLayout.SUBMISSION_KEY, appId())
                .build();
        return RunRecord.of(map);
    }

    private String annotation(String key) {
        return orEmpty(driver.getMetadata().getAnnotations()).getOrDefault(key, "");
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
