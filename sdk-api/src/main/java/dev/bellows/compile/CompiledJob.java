package dev.bellows.compile;

import dev.bellows.check.Problem;
import dev.bellows.job.LocalFile;
import dev.bellows.job.SparkVersion;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A job as Spark and Kubernetes will see it. The same job and attempt always give the same bytes.
 *
 * @param attempt the attempt it was compiled for
 * @param sparkVersion the line of Spark it was compiled for
 * @param conf Spark's conf, sorted by key
 * @param properties the text of {@code spark.properties}
 * @param driverPod the driver pod, without owner; in layout COMPACT it holds conf and template as annotations
 * @param executorTemplate the template from which Spark's allocator makes the executors
 * @param configMap {@code spark.properties} and the executor template; local files join it at submission. None in layout COMPACT
 * @param service the headless Service through which executors reach the driver, without owner; none in layout COMPACT
 * @param extras further objects of the attempt, without owner; they must exist before the driver asks for executors
 * @param localFiles the files that must join the ConfigMap's {@code binaryData}, by key
 * @param uploads the files that must be uploaded before the driver starts, by the URI that each is expected at
 * @param notes warnings
 */
public record CompiledJob(
        AttemptId attempt,
        SparkVersion sparkVersion,
        SortedMap<String, String> conf,
        String properties,
        Pod driverPod,
        Pod executorTemplate,
        Optional<ConfigMap> configMap,
        Optional<Service> service,
        List<HasMetadata> extras,
        SortedMap<String, LocalFile> localFiles,
        SortedMap<String, LocalFile> uploads,
        List<Problem> notes) {
    /** What the job asks a cluster for, with all containers and volumes of its pods. */
    public Footprint footprint() {
        Footprint spark = new ResourceCalculator(sparkVersion, conf).footprint();
        return WholePod.footprint(spark, driverPod.getSpec(), executorTemplate.getSpec());
    }

    /**
     * The executor pod of a number, from 1, as Spark's allocator will make it. What only a running driver knows is missing or stands in:
     * the owner, the name of the ConfigMap that the driver makes, and the secret of RPC authentication. From Spark 4.3 on, and in layout
     * COMPACT, executors dial the driver's pod IP where the prediction names its Service, or nothing.
     */
    public Pod executorPod(int number) {
        return ExecutorPod.of(this, number);
    }

    /** How the memory of the driver and of each executor comes about, a line a part. */
    public String explainMemory() {
        return new ResourceCalculator(sparkVersion, conf).explainMemory();
    }

    /**
     * The objects as YAML that {@code kubectl apply} takes: ConfigMap, Service, further objects, driver pod. Local files are not in it: they join the
     * ConfigMap at submission, as do the listener of a job with control and the Secret of its key.
     */
    public String render() {
        List<HasMetadata> objects = new ArrayList<>();
        configMap.ifPresent(objects::add);
        service.ifPresent(objects::add);
        objects.addAll(extras);
        objects.add(driverPod);
        return ObjectYaml.of(objects);
    }

    /** The driver pod's name; never the conf, which may hold what a log must not show. */
    @Override
    public String toString() {
        return "CompiledJob[" + attempt.driverPodName() + "]";
    }
}
