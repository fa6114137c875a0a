package dev.bellows.compile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.Gang;
import dev.bellows.job.pod.PodShape;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** YuniKorn's task groups: which places it holds for a job. */
final class YuniKornGroups {
    static final String NAME = "yunikorn.apache.org/task-group-name";
    static final String EXECUTORS = "spark-executor";

    private static final String DRIVER = "spark-driver";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private YuniKornGroups() {}

    static SortedMap<String, String> ofDriver(Gang.YuniKorn gang, SparkJob job) {
        SortedMap<String, String> annotations = new TreeMap<>();
        annotations.put(NAME, DRIVER);
        annotations.put("yunikorn.apache.org/task-groups", groups(job));
        String style = gang.hard() ? "Hard" : "Soft";
        String timeout = gang.placeholderTimeoutSeconds()
                .map(seconds -> "placeholderTimeoutInSeconds=" + seconds + " ")
                .orElse("");
        annotations.put("yunikorn.apache.org/schedulingPolicyParameters", timeout + "gangSchedulingStyle=" + style);
        return annotations;
    }

    private static String groups(SparkJob job) {
        int executors = ResourceCalculator.of(job).footprint().minimumExecutors();
        Map<String, Object> driver = group(DRIVER, 1, WholePod.ofDriver(job), RoleShape.ofDriver(job));
        Map<String, Object> others = group(EXECUTORS, executors, WholePod.ofExecutors(job), RoleShape.ofExecutors(job));
        try {
            return MAPPER.writeValueAsString(executors == 0 ? List.of(driver) : List.of(driver, others));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("task groups are plain data", e);
        }
    }

    // Placeholders must find only places where the pods themselves may run.
    private static Map<String, Object> group(String name, int members, PodSize pod, PodShape shape) {
        SortedMap<String, Object> resource = new TreeMap<>();
        resource.put("cpu", pod.cpu());
        resource.put("memory", pod.memoryMib() + "Mi");
        pod.devices().forEach((device, number) -> resource.put(device, Integer.toString(number)));
        SortedMap<String, Object> group = new TreeMap<>();
        group.put("name", name);
        group.put("minMember", members);
        group.put("minResource", resource);
        if (!shape.nodeSelector().isEmpty()) {
            group.put("nodeSelector", shape.nodeSelector());
        }
        if (!shape.tolerations().isEmpty()) {
            group.put(
                    "tolerations",
                    shape.tolerations().stream().map(Placement::toleration).toList());
        }
        return group;
    }
}
