package dev.bellows.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The conf keys that a job must not set. The first rule that matches a key counts. */
final class ConfRules {
    private static final String LABEL = "label(key, value)";
    private static final String ANNOTATION = "annotation(key, value)";
    private static final String IMAGE = "image(...)";
    private static final String SERVICE_ACCOUNT = "serviceAccount(...)";
    private static final String BETWEEN = "executors(e -> e.between(minimum, maximum))";
    private static final String DYNAMIC = "executors(e -> e.dynamic(...))";
    private static final String ADDRESS = "executors reach the driver by its Service and fixed ports.";
    private static final String NAMES = "objects are named after the run and its attempt.";
    private static final String CREDENTIALS = "pods use the credentials of their service account.";
    private static final String NOT_YET = "Remove it: the driver pod has no such setting.";

    private static final List<ConfRule> FIELDS = List.of(
            ConfRule.field("spark.app.name", "name(...)"),
            ConfRule.field("spark.driver.cores", "driver(d -> d.cores(...))"),
            ConfRule.field("spark.driver.memory", "driver(d -> d.memory(...))"),
            ConfRule.field("spark.driver.memoryOverhead", "driver(d -> d.memoryOverhead(...))"),
            ConfRule.field("spark.kubernetes.driver.request.cores", "driver(d -> d.requestCores(...))"),
            ConfRule.field("spark.kubernetes.driver.limit.cores", "driver(d -> d.limitCores(...))"),
            ConfRule.field("spark.kubernetes.executor.limit.cores", "executors(e -> e.limitCores(...))"),
            ConfRule.field("spark.dynamicAllocation.minExecutors", BETWEEN),
            ConfRule.field("spark.dynamicAllocation.maxExecutors", BETWEEN),
            ConfRule.field("spark.dynamicAllocation.initialExecutors", "executors(e -> e.initial(...))"),
            ConfRule.field("spark.dynamicAllocation.executorIdleTimeout", DYNAMIC),
            ConfRule.field("spark.dynamicAllocation.cachedExecutorIdleTimeout", DYNAMIC),
            ConfRule.field("spark.dynamicAllocation.schedulerBacklogTimeout", DYNAMIC),
            ConfRule.field("spark.dynamicAllocation.sustainedSchedulerBacklogTimeout", DYNAMIC),
            ConfRule.field("spark.dynamicAllocation.executorAllocationRatio", DYNAMIC),
            ConfRule.field("spark.dynamicAllocation.shuffleTracking.", "shuffle(...)"),
            ConfRule.field("spark.executor.instances", "executors(e -> e.count(...))"),
            ConfRule.field("spark.executor.cores", "executors(e -> e.cores(...))"),
            ConfRule.field("spark.executor.memory", "executors(e -> e.memory(...))"),
            ConfRule.field("spark.executor.memoryOverhead", "executors(e -> e.memoryOverhead(...))"),
            ConfRule.field("spark.kubernetes.executor.request.cores", "executors(e -> e.requestCores(...))"),
            ConfRule.field("spark.executorEnv.", "env(name, value) or executors(e -> e.env(name, value))"),
            ConfRule.field("spark.kubernetes.driverEnv.", "env(name, value) or driver(d -> d.env(name, value))"),
            ConfRule.field("spark.kubernetes.container.image", IMAGE),
            ConfRule.field("spark.kubernetes.driver.container.image", IMAGE),
            ConfRule.field("spark.kubernetes.executor.container.image", IMAGE),
            ConfRule.field("spark.kubernetes.namespace", "namespace(...)"),
            ConfRule.field("spark.kubernetes.authenticate.driver.serviceAccountName", SERVICE_ACCOUNT),
            ConfRule.field("spark.kubernetes.authenticate.executor.serviceAccountName", SERVICE_ACCOUNT),
            ConfRule.field("spark.kubernetes.authenticate.serviceAccountName", SERVICE_ACCOUNT),
            ConfRule.field("spark.kubernetes.driver.label.", LABEL),
            ConfRule.field("spark.kubernetes.executor.label.", LABEL),
            ConfRule.field("spark.kubernetes.driver.annotation.", ANNOTATION),
            ConfRule.field("spark.kubernetes.driver.node.selector.", "driver(d -> d.pod(p -> p.nodeSelector(...)))"),
            ConfRule.field("spark.kubernetes.driver.secrets.", "driver(d -> d.pod(p -> p.volume(...)))"),
            ConfRule.field("spark.kubernetes.driver.secretKeyRef.", "driver(d -> d.pod(p -> p.env(name, SecretRef)))"),
            ConfRule.field("spark.kubernetes.executor.secrets.", "executors(e -> e.pod(p -> p.volume(...)))"),
            ConfRule.field(
                    "spark.kubernetes.executor.secretKeyRef.", "executors(e -> e.pod(p -> p.env(name, SecretRef)))"),
            ConfRule.field("spark.kubernetes.driver.volumes.", "driver(d -> d.pod(p -> p.volume(...)))"),
            ConfRule.field(
                    "spark.kubernetes.local.dirs.tmpfs",
                    "pod(p -> p.volume(PodVolume.localDir(1, VolumeSource.inMemory(size))))"),
            ConfRule.field("spark.kubernetes.executor.volumes.", "executors(e -> e.pod(p -> p.volume(...)))"),
            ConfRule.field("spark.kubernetes.scheduler.name", "pod(p -> p.schedulerName(...))"),
            ConfRule.field("spark.kubernetes.driver.scheduler.name", "driver(d -> d.pod(p -> p.schedulerName(...)))"),
            ConfRule.field(
                    "spark.kubernetes.executor.scheduler.name", "executors(e -> e.pod(p -> p.schedulerName(...)))"),
            ConfRule.field("spark.kubernetes.executor.annotation.", ANNOTATION));

    private static final List<ConfRule> OF_BELLOWS = List.of(
            ConfRule.ofBellows("spark.app.id", "every attempt gets an id of its own."),
            ConfRule.ofBellows("spark.app.submitTime", "the driver sets it when it starts."),
            ConfRule.ofBellows("spark.master", "the driver talks to the API server of its own cluster."),
            ConfRule.ofBellows("spark.submit.deployMode", "the driver runs in a pod."),
            ConfRule.ofBellows("spark.kubernetes.submitInDriver", "the driver runs in a pod."),
            ConfRule.ofBellows("spark.kubernetes.resource.type", "it follows from the program."),
            ConfRule.ofBellows("spark.driver.host", ADDRESS),
            ConfRule.ofBellows("spark.driver.port", ADDRESS),
            ConfRule.ofBellows("spark.driver.bindAddress", ADDRESS),
            ConfRule.ofBellows("spark.driver.blockManager.port", ADDRESS),
            ConfRule.ofBellows("spark.bellows.control.", "control() sets it."),
            ConfRule.ofBellows("spark.kubernetes.driver.pod.name", NAMES),
            ConfRule.ofBellows("spark.kubernetes.executor.podNamePrefix", NAMES),
            ConfRule.ofBellows("spark.kubernetes.executor.podTemplateFile", "Bellows writes the executors' template."),
            ConfRule.ofBellows("spark.kubernetes.executor.podTemplateContainerName", "Bellows writes the template."),
            ConfRule.ofBellows(
                    "spark.kubernetes.allocation.pods.allocator", "Bellows watches executors as plain pods."));

    private static final List<ConfRule> PLATFORM = List.of(
            ConfRule.platform("spark.kubernetes.authenticate.", CREDENTIALS),
            ConfRule.platform("spark.kubernetes.driver.master", CREDENTIALS),
            ConfRule.platform("spark.kubernetes.context", CREDENTIALS),
            ConfRule.platform("spark.kubernetes.trust.certificates", CREDENTIALS),
            ConfRule.platform("spark.kubernetes.driver.pod.featureSteps", "it would load classes into the submitter."),
            ConfRule.platform("spark.kubernetes.driver.pod.excludedFeatureSteps", "it would unmake the driver pod."),
            ConfRule.platform("spark.kubernetes.executor.pod.featureSteps", "it could lift the pods' restrictions."),
            ConfRule.platform(
                    "spark.kubernetes.executor.pod.excludedFeatureSteps", "it would unmake the executor pods."));

    private static final List<ConfRule> DRIVER_POD = List.of(
            ConfRule.driverPod("spark.kubernetes.driver.podTemplateFile", "Use driver(d -> d.pod(...))."),
            ConfRule.driverPod("spark.kubernetes.driver.podTemplateContainerName", NOT_YET),
            ConfRule.driverPod("spark.kubernetes.driver.service.label.", NOT_YET),
            ConfRule.driverPod("spark.kubernetes.driver.service.annotation.", NOT_YET),
            ConfRule.driverPod("spark.kubernetes.driver.service.ipFamilies", NOT_YET),
            ConfRule.driverPod("spark.kubernetes.driver.service.ipFamilyPolicy", NOT_YET),
            ConfRule.driverPod("spark.kubernetes.driver.service.publishNotReadyAddresses", NOT_YET),
            ConfRule.driverPod(
                    "spark.driver.resource.",
                    "Give the driver GPUs with gpu(Gpu.nvidia(1).onDriver(1)); it gets nothing else."),
            ConfRule.driverPod("spark.kubernetes.hadoop.configMapName", NOT_YET),
            ConfRule.driverPod("spark.kubernetes.kerberos.", NOT_YET));

    private static final List<ConfRule> ALL = Stream.of(FIELDS, OF_BELLOWS, PLATFORM, DRIVER_POD)
            .flatMap(List::stream)
            .toList();

    private ConfRules() {}

    /** What is wrong with a key in any job, if anything is. */
    static Optional<ConfRule> ruleFor(String key) {
        return ALL.stream().filter(rule -> rule.matches(key)).findFirst();
    }
}
