package dev.bellows.k8s.internal.submit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.compile.CompiledJob;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The texts under a record's keys: what was submitted, and the objects of an attempt. */
final class RecordData {
    static final String APP_ID = "bellows.app-id";
    static final String SPEC_HASH = "bellows.spec-hash";
    static final String JOB = "bellows.job.json";
    static final String DRIVER_POD = "bellows.driver-pod.json";
    static final String SERVICE = "bellows.service.json";
    static final String EXTRAS = "bellows.extras.json";
    private static final int HASH_VERSION = 1;
    private static final JsonMapper MAPPER = new JsonMapper();

    private RecordData() {}

    /** What every record holds of its submission. */
    static Map<String, String> of(String appId, String specHash, String job) {
        return Map.of(APP_ID, appId, SPEC_HASH, specHash, JOB, job);
    }

    /** The objects of an attempt, as they stand in the record for whoever creates them. */
    static Map<String, String> objects(CompiledJob compiled, Optional<Duration> left) {
        Pod driver = compiled.driverPod();
        limit(driver, left);
        return Map.of(
                DRIVER_POD,
                write(driver),
                SERVICE,
                write(compiled.service().orElseThrow()),
                EXTRAS,
                write(compiled.extras()));
    }

    /** The kubelet keeps the deadline when nobody watches. */
    static void limit(Pod driver, Optional<Duration> left) {
        left.ifPresent(limit -> driver.getSpec().setActiveDeadlineSeconds(Math.max(1, limit.toSeconds())));
    }

    /** Equal for the same job with the same files, whoever computes it. */
    static String specHash(String job, FileContents files) {
        String text = HASH_VERSION + "\n" + job + "\n" + files.digests();
        return FileContents.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String write(Object object) {
        try {
            return MAPPER.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Kubernetes objects are plain data", e);
        }
    }

    /** The object that stands under a key. */
    static <T> T read(ConfigMap record, String key, Class<T> type) {
        Map<String, String> data = record.getData() == null ? Map.of() : record.getData();
        try {
            return MAPPER.readValue(data.getOrDefault(key, ""), type);
        } catch (JsonProcessingException e) {
            String name = record.getMetadata().getName();
            throw new IllegalArgumentException("record " + name + ": " + key + " cannot be read", e);
        }
    }
}
