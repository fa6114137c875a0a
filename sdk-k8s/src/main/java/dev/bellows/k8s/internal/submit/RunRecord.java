package dev.bellows.k8s.internal.submit;

import dev.bellows.compile.AttemptId;
import dev.bellows.compile.BellowsLabels;
import dev.bellows.compile.CompiledJob;
import dev.bellows.compile.DriverControl;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.internal.control.ListenerJar;
import dev.bellows.k8s.internal.control.RunKey;
import dev.bellows.k8s.internal.supervise.RecordFacts;
import dev.bellows.k8s.port.Written;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The record of a run: one ConfigMap that names it, holds all its objects, and receives its decisions as annotations. */
final class RunRecord {
    private final ConfigMap map;

    /** The objects that stand in it, if this process put them there. */
    private final Optional<CompiledJob> made;

    /** Read once: a submission asks for them again and again. */
    private volatile @Nullable RecordFacts facts;

    private RunRecord(ConfigMap map, Optional<CompiledJob> made) {
        this.map = map;
        this.made = made;
    }

    /** Whether this process has just made it, so that nothing was decided about the run yet. */
    boolean isNew() {
        return made.isPresent();
    }

    /** The record of a run that is about to be submitted. */
    static RunRecord compose(SparkJob job, CompiledJob compiled, RunOptions options, FileContents files) {
        String json = job.toJson();
        ConfigMap map = new ConfigMapBuilder(compiled.configMap().orElseThrow())
                .editMetadata()
                .addToAnnotations(RecordAnnotations.of(compiled.attempt().run(), job, options))
                .endMetadata()
                .addToData(RecordData.of(compiled.attempt().appId(), RecordData.specHash(json, files), json))
                .addToData(RecordData.objects(compiled, options.deadline()))
                .addToBinaryData(files.base64())
                .addToBinaryData(
                        job.control().isPresent() ? Map.of(DriverControl.JAR_KEY, ListenerJar.base64()) : Map.of())
                .build();
        return new RunRecord(map, Optional.of(compiled));
    }

    /** What the API server has created of this record, or of one that was renewed since. */
    RunRecord created(ConfigMap stored) {
        RunRecord record = of(stored);
        return record.appId().equals(appId()) ? new RunRecord(stored, made) : record;
    }

    /** The same record with another application id wherever its own stands: an id is random and like no other text. */
    RunRecord renewed(String appId) {
        Map<String, String> data = new TreeMap<>(data());
        data.replaceAll((key, text) -> text.replace(appId(), appId));
        return of(new ConfigMapBuilder(map).withData(data).build());
    }

    /**
     * The changes of {@code data} that make the record one of its next attempt: nothing of the one before is left to start from.
     *
     * @param job the job as that attempt has it
     * @param left what is left of the run's deadline
     */
    Map<String, String> ofAttempt(SparkJob job, int number, String appId, Optional<Duration> left) {
        AttemptId attempt = new AttemptId(runId().orElseThrow(), number, client(), appId, appId());
        CompiledJob compiled = job.compile(attempt);
        Map<String, String> changes =
                new TreeMap<>(compiled.configMap().orElseThrow().getData());
        changes.putAll(RecordData.objects(compiled, left));
        return changes;
    }

    /** The keys that stand here of attempts before one: an older version left some of them. */
    List<String> keysBefore(int number) {
        return IntStream.range(1, number)
                .mapToObj(attempt -> new AttemptId(runId().orElseThrow(), attempt, "", ""))
                .flatMap(ended -> Stream.of(ended.propertiesKey(), ended.templateKey()))
                .filter(data()::containsKey)
                .toList();
    }

    /** The job as the attempt has it that follows those which have ended. */
    SparkJob nextJob() {
        return JobChanges.after(SparkJob.fromJson(data().getOrDefault(RecordData.JOB, "")), facts().ended());
    }

    /** What the API server holds. */
    static RunRecord of(ConfigMap map) {
        return new RunRecord(map, Optional.empty());
    }

    ConfigMap map() {
        return map;
    }

    String uid() {
        return metadata().getUid();
    }

    boolean isTerminating() {
        return metadata().getDeletionTimestamp() != null;
    }

    /** The run it belongs to, if it is a record at all. */
    Optional<RunId> runId() {
        return annotations().runId();
    }

    /** Whether this version may read it. */
    boolean isReadable() {
        return annotations().isReadable();
    }

    /** What was decided about the run. */
    RecordFacts facts() {
        RecordFacts read = facts;
        if (read == null) {
            read = annotations().facts();
            facts = read;
        }
        return read;
    }

    String client() {
        return labels().getOrDefault(BellowsLabels.CLIENT, "");
    }

    String appId() {
        return data().getOrDefault(RecordData.APP_ID, "");
    }

    /** The job's JSON, if it stands there. */
    Optional<String> job() {
        return Optional.ofNullable(data().get(RecordData.JOB));
    }

    String specHash() {
        return data().getOrDefault(RecordData.SPEC_HASH, "");
    }

    /** The driver pod as it is to be created: owned by this record. */
    Written<Pod> driverPod() {
        return owned(RecordData.DRIVER_POD, made.map(CompiledJob::driverPod), Pod.class);
    }

    /** The Service as it is to be created: owned by this record. */
    Written<Service> service() {
        return owned(RecordData.SERVICE, made.flatMap(CompiledJob::service), Service.class);
    }

    /** Further objects of the attempt as they are to be created: owned by this record. */
    List<GenericKubernetesResource> extras() {
        return Stream.of(RecordData.read(map, RecordData.EXTRAS, GenericKubernetesResource[].class))
                .map(owner()::own)
                .toList();
    }

    /** The Secret with a key for the listener, as it is to be created unless the run has one; only if its drivers take orders. */
    Optional<Secret> key(RandomGenerator random) {
        boolean controlled = orEmpty(map.getBinaryData()).containsKey(DriverControl.JAR_KEY);
        return controlled ? Optional.of(owner().own(RunKey.secret(metadata(), random))) : Optional.empty();
    }

    /** This record as the owner of the run's objects. */
    Owner owner() {
        return Owner.of(metadata());
    }

    /** What this process has written is not written again. */
    private <T extends HasMetadata> Written<T> owned(String key, Optional<T> written, Class<T> type) {
        return written.map(object -> owner().own(object, data().getOrDefault(key, "")))
                .orElseGet(() -> Written.of(owner().own(RecordData.read(map, key, type))));
    }

    private RecordAnnotations annotations() {
        return RecordAnnotations.of(metadata());
    }

    private ObjectMeta metadata() {
        return map.getMetadata();
    }

    private Map<String, String> labels() {
        return orEmpty(metadata().getLabels());
    }

    private Map<String, String> data() {
        return orEmpty(map.getData());
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
