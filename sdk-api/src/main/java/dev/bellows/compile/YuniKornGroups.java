package dev.bellows.compile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.Gang;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** YuniKorn's task groups: which places it holds for a job. */
final class YuniKornGroups {
    static final String NAME = "yunikorn.apache.org/task-group-name";
    static final String GROUPS = "yunikorn.apache.org/task-groups";
    static final String EXECUTORS = "spark-executor";

    private static final String DRIVER = "spark-driver";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private YuniKornGroups() {}

    /** What marks a driver beside the groups themselves. */
    static SortedMap<String, String> ofDriver(Gang.YuniKorn gang) {
        SortedMap<String, String> annotations = new TreeMap<>();
        annotations.put(NAME, DRIVER);
        String style = gang.hard() ? "Hard" : "Soft";
        String timeout = gang.placeholderTimeoutSeconds()
                .map(seconds -> "placeholderTimeoutInSeconds=" + seconds + " ")
                .orElse("");
        annotations.put("yunikorn.apache.org/schedulingPolicyParameters", timeout + "gangSchedulingStyle=" + style);
        return annotations;
    }

    /** The groups of a job, as the driver's annotation. */
    static String of(SparkJob job, CompiledJob compiled) {
        int executors = ResourceCalculator.of(job).footprint().minimumExecutors();
        Map<String, Object> driver = group(DRIVER, 1, WholePod.ofDriver(job), compiled.driverPod());
        Map<String, Object> others = group(EXECUTORS, executors, WholePod.ofExecutors(job), compiled.executorPod(1));
        try {
            return MAPPER.writeValueAsString(executors == 0 ? List.of(driver) : List.of(driver, others));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("task groups are plain data", e);
        }
    }

    // Placeholders must find only places where the pods themselves may run.
    private static Map<String, Object> group(String name, int members, PodSize size, Pod pod) {
        SortedMap<String, Object> resource = new TreeMap<>();
        resource.put("cpu", size.cpu());
        resource.put("memory", size.memoryMib() + "Mi");
        size.devices().forEach((device, number) -> resource.put(device, Integer.toString(number)));
        SortedMap<String, Object> group = new TreeMap<>();
        group.put("name", name);
        group.put("minMember", members);
        group.put("minResource", resource);
        PodSpec spec = pod.getSpec();
        if (!spec.getNodeSelector().isEmpty()) {
            group.put("nodeSelector", spec.getNodeSelector());
        }
        if (!spec.getTolerations().isEmpty()) {
            group.put("tolerations", spec.getTolerations());
        }
        if (spec.getAffinity() != null && spec.getAffinity().getNodeAffinity() != null) {
            group.put("affinity", Map.of("nodeAffinity", spec.getAffinity().getNodeAffinity()));
        }
        return group;
    }
}
