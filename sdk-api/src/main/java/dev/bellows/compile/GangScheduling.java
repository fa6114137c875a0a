package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.Gang;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What gang schedulers want on pods and beside them. Sizes are those of the resource calculator, containers beside Spark's added. */
final class GangScheduling {
    private static final String VOLCANO_GROUP = "scheduling.k8s.io/group-name";
    private static final String KUEUE = "kueue.x-k8s.io/";

    private final SparkJob job;
    private final AttemptId attempt;
    private final SortedMap<String, String> conf;
    private final Footprint spark;

    /**
     * Marks nothing yet.
     *
     * @param spark the footprint of the conf
     */
    GangScheduling(SparkJob job, AttemptId attempt, SortedMap<String, String> conf, Footprint spark) {
        this.job = job;
        this.attempt = attempt;
        this.conf = conf;
        this.spark = spark;
    }

    /** The scheduler that a gang needs; Kueue leaves pods to the cluster's. */
    static Optional<String> schedulerOf(Gang gang) {
        if (gang instanceof Gang.Volcano) {
            return Optional.of("volcano");
        }
        return gang instanceof Gang.YuniKorn ? Optional.of("yunikorn") : Optional.empty();
    }

    /** Marks a driver pod that has everything but its patch. */
    void markDriver(Pod driver, Pod template) {
        job.gang().ifPresent(gang -> {
            mark(driver.getMetadata(), gang);
            if (gang instanceof Gang.YuniKorn yunikorn) {
                YuniKornGroups groups = new YuniKornGroups(
                        yunikorn, footprint(driver, template), NodePlacement.nodeSelector(conf, "executor"));
                driver.getMetadata().getAnnotations().putAll(groups.ofDriver(driver, template));
            }
        });
    }

    /** Marks the pod from which executors are made. */
    void markExecutor(ObjectMeta template) {
        job.gang().ifPresent(gang -> {
            mark(template, gang);
            if (gang instanceof Gang.YuniKorn) {
                template.getAnnotations().put(YuniKornGroups.NAME, YuniKornGroups.EXECUTORS);
            } else if (gang instanceof Gang.Kueue) {
                groupInKueue(template);
            }
        });
    }

    /** The objects that a gang scheduler wants beside the pods. */
    List<GenericKubernetesResource> objects(Pod driver, Pod template) {
        return job.gang()
                .filter(Gang.Volcano.class::isInstance)
                .map(gang -> List.of(podGroup((Gang.Volcano) gang, footprint(driver, template))))
                .orElse(List.of());
    }

    private Footprint footprint(Pod driver, Pod template) {
        return WholePod.footprint(spark, driver.getSpec(), template.getSpec());
    }

    private void mark(ObjectMeta pod, Gang gang) {
        if (gang instanceof Gang.Volcano) {
            pod.getAnnotations().put(VOLCANO_GROUP, groupName());
        } else if (gang instanceof Gang.YuniKorn) {
            pod.getAnnotations().put("yunikorn.apache.org/app-id", attempt.appId());
            pod.getAnnotations().put("yunikorn.apache.org/queue", gang.queue());
        } else if (gang instanceof Gang.Kueue kueue) {
            pod.getLabels().put(KUEUE + "queue-name", gang.queue());
            kueue.priorityClass().ifPresent(name -> pod.getLabels().put(KUEUE + "priority-class", name));
        }
    }

    // A group of Kueue has a fixed number of equal pods: executors whose number may change are admitted one by one.
    private void groupInKueue(ObjectMeta pod) {
        if (spark.minimumExecutors() == spark.maximumExecutors()) {
            pod.getLabels().put(KUEUE + "pod-group-name", attempt.prefix() + "-exec");
            pod.getAnnotations().put(KUEUE + "pod-group-total-count", Integer.toString(spark.minimumExecutors()));
            // Executors are created in batches: the group is admitted by its first pod, for all of them.
            pod.getAnnotations().put(KUEUE + "pod-group-fast-admission", "true");
        }
    }

    private GenericKubernetesResource podGroup(Gang.Volcano volcano, Footprint footprint) {
        SortedMap<String, Object> spec = new TreeMap<>();
        // Executors exist only after the driver runs: the group may start with one pod, and reserves room for all.
        spec.put("minMember", 1);
        spec.put("minResources", resources(footprint.minimum()));
        spec.put("queue", volcano.queue());
        volcano.priorityClass().ifPresent(name -> spec.put("priorityClassName", name));
        return new GenericKubernetesResourceBuilder()
                .withApiVersion("scheduling.volcano.sh/v1beta1")
                .withKind("PodGroup")
                .withNewMetadata()
                .withName(groupName())
                .withNamespace(attempt.run().namespace())
                .withLabels(ObjectLabels.ofBellows(job, attempt))
                .endMetadata()
                .addToAdditionalProperties("spec", spec)
                .build();
    }

    private static Map<String, Object> resources(ResourceTotal total) {
        SortedMap<String, Object> resources = new TreeMap<>();
        resources.put("cpu", total.millicores() + "m");
        resources.put("memory", total.memoryMib() + "Mi");
        total.devices().forEach((name, number) -> resources.put(name, Integer.toString(number)));
        return resources;
    }

    private String groupName() {
        return attempt.appId() + "-podgroup";
    }
}
