package dev.bellows.compile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.job.pod.Gang;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.ArrayList;
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

    private final Gang.YuniKorn gang;
    private final Footprint footprint;
    private final Map<String, String> executorNodes;

    YuniKornGroups(Gang.YuniKorn gang, Footprint footprint, Map<String, String> executorNodes) {
        this.gang = gang;
        this.footprint = footprint;
        this.executorNodes = executorNodes;
    }

    SortedMap<String, String> ofDriver(Pod driver, Pod template) {
        SortedMap<String, String> annotations = new TreeMap<>();
        annotations.put(NAME, DRIVER);
        annotations.put("yunikorn.apache.org/task-groups", groups(driver, template));
        String style = gang.hard() ? "Hard" : "Soft";
        String timeout = gang.placeholderTimeoutSeconds()
                .map(seconds -> "placeholderTimeoutInSeconds=" + seconds + " ")
                .orElse("");
        annotations.put("yunikorn.apache.org/schedulingPolicyParameters", timeout + "gangSchedulingStyle=" + style);
        return annotations;
    }

    private String groups(Pod driver, Pod template) {
        int executors = footprint.minimumExecutors();
        List<Map<String, Object>> groups = new ArrayList<>();
        groups.add(group(
                DRIVER,
                1,
                footprint.driver(),
                driver.getSpec(),
                driver.getSpec().getNodeSelector()));
        // YuniKorn refuses a group without members.
        if (executors > 0) {
            groups.add(group(EXECUTORS, executors, footprint.executor(), template.getSpec(), executorNodes));
        }
        try {
            return MAPPER.writeValueAsString(groups);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("task groups are plain data", e);
        }
    }

    // Placeholders must find only places where the pods themselves may run.
    private static Map<String, Object> group(
            String name, int members, PodSize size, PodSpec pod, Map<String, String> nodeSelector) {
        SortedMap<String, Object> resource = new TreeMap<>();
        resource.put("cpu", size.cpu());
        resource.put("memory", size.memoryMib() + "Mi");
        size.devices().forEach((device, number) -> resource.put(device, Integer.toString(number)));
        SortedMap<String, Object> group = new TreeMap<>();
        group.put("name", name);
        group.put("minMember", members);
        group.put("minResource", resource);
        if (!nodeSelector.isEmpty()) {
            group.put("nodeSelector", nodeSelector);
        }
        if (!pod.getTolerations().isEmpty()) {
            group.put("tolerations", pod.getTolerations());
        }
        if (pod.getAffinity() != null && pod.getAffinity().getNodeAffinity() != null) {
            group.put("affinity", Map.of("nodeAffinity", pod.getAffinity().getNodeAffinity()));
        }
        return group;
    }
}
