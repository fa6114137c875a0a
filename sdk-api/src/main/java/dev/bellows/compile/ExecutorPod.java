package dev.bellows.compile;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An executor pod as Spark's allocator will make it from a job's conf and template. What only a running driver knows is missing or
 * stands in: the owner's UID, the name of the ConfigMap that the driver makes, and the secret of RPC authentication.
 */
final class ExecutorPod {
    private static final String CONTAINER = "spark-kubernetes-executor";
    private static final String LABEL = "spark.kubernetes.executor.label.";
    private static final String ANNOTATION = "spark.kubernetes.executor.annotation.";
    private static final String SCHEDULER = "spark.kubernetes.scheduler.name";
    private static final String EXECUTOR_SCHEDULER = "spark.kubernetes.executor.scheduler.name";
    private static final String GRACE = "spark.kubernetes.executor.terminationGracePeriodSeconds";
    private static final int HOSTNAME_LIMIT = 63;

    private final CompiledJob job;
    private final ConfView conf;
    private final int id;

    private ExecutorPod(CompiledJob job, int id) {
        this.job = job;
        this.conf = new ConfView(job.conf());
        this.id = id;
    }

    static Pod of(CompiledJob job, int id) {
        return new ExecutorPod(job, id).build();
    }

    private Pod build() {
        PodBuilder pod = new PodBuilder(job.executorTemplate());
        pod.editMetadata()
                .withName(name())
                .withNamespace(job.attempt().run().namespace())
                .addToLabels(labels())
                .addToAnnotations(filled(ANNOTATION))
                .endMetadata();
        pod.editSpec()
                .withHostname(hostname())
                .withRestartPolicy("Never")
                .addToNodeSelector(conf.under("spark.kubernetes.node.selector."))
                .addToNodeSelector(conf.under("spark.kubernetes.executor.node.selector."))
                .addAllToImagePullSecrets(DriverPod.pullSecrets(job.conf()))
                .endSpec();
        conf.get(EXECUTOR_SCHEDULER)
                .or(() -> conf.get(SCHEDULER))
                .ifPresent(name -> pod.editSpec().withSchedulerName(name).endSpec());
        addAccount(pod);
        if (SparkLine.of(job.sparkVersion()).executorGrace()) {
            pod.editSpec()
                    .withTerminationGracePeriodSeconds(Sizes.seconds(conf.get(GRACE, "30s")))
                    .endSpec();
        }
        ExecutorVolumes volumes = new ExecutorVolumes(job, conf, id);
        return pod.editSpec()
                .addAllToVolumes(volumes.volumes())
                .withContainers(containers(job.executorTemplate().getSpec().getContainers(), volumes))
                .endSpec()
                .build();
    }

    private List<Container> containers(List<Container> template, ExecutorVolumes volumes) {
        return template.stream()
                .map(container -> CONTAINER.equals(container.getName()) ? spark(container, volumes) : container)
                .toList();
    }

    private Container spark(Container template, ExecutorVolumes volumes) {
        PodSize size = new ResourceCalculator(job.sparkVersion(), job.conf())
                .footprint()
                .executor();
        Quantity memory = new Quantity(size.memoryMib() + "Mi");
        ContainerBuilder container = new ContainerBuilder(template)
                .withImage(conf.get("spark.kubernetes.container.image", ""))
                .withImagePullPolicy(conf.get("spark.kubernetes.container.image.pullPolicy", "IfNotPresent"))
                .addAllToEnv(new ExecutorEnvironment(job, conf, id).variables())
                .addAllToEnv(volumes.environment())
                .withPorts(ports())
                .addToArgs("executor")
                .addAllToVolumeMounts(volumes.mounts());
        container
                .editOrNewResources()
                .addToRequests("cpu", new Quantity(size.cpu()))
                .addToRequests("memory", memory)
                .addToLimits("memory", memory)
                .endResources();
        size.devices()
                .forEach((name, number) -> container
                        .editResources()
                        .addToLimits(name, new Quantity(number.toString()))
                        .endResources());
        if (!size.cpuLimit().isEmpty()) {
            container
                    .editResources()
                    .addToLimits("cpu", new Quantity(size.cpuLimit()))
                    .endResources();
        }
        if (conf.isOn("spark.decommission.enabled")) {
            container
                    .withNewLifecycle()
                    .withNewPreStop()
                    .withNewExec()
                    .addToCommand(conf.get("spark.kubernetes.decommission.script", "/opt/decom.sh"))
                    .endExec()
                    .endPreStop()
                    .endLifecycle();
        }
        if (SparkLine.of(job.sparkVersion()).resizable()) {
            container.addNewResizePolicy("cpu", "NotRequired").addNewResizePolicy("memory", "NotRequired");
        }
        return container.build();
    }

    private List<ContainerPort> ports() {
        int port = Integer.parseInt(conf.get("spark.blockManager.port", JobConf.DEFAULT_BLOCK_MANAGER_PORT));
        return port == 0
                ? List.of()
                : List.of(new ContainerPortBuilder()
                        .withName("blockmanager")
                        .withContainerPort(port)
                        .build());
    }

    private void addAccount(PodBuilder pod) {
        String account = "spark.kubernetes.authenticate.%s.serviceAccountName";
        if (job.executorTemplate().getSpec().getServiceAccount() == null) {
            conf.get(account.formatted("executor"))
                    .or(() -> conf.get(account.formatted("driver")))
                    .ifPresent(name -> pod.editSpec()
                            .withServiceAccount(name)
                            .withServiceAccountName(name)
                            .endSpec());
        }
    }

    private String name() {
        return job.attempt().prefix() + "-exec-" + id;
    }

    private String hostname() {
        String name = name();
        return name.substring(Math.max(0, name.length() - HOSTNAME_LIMIT))
                .replaceAll("^\\W+", "")
                .replaceAll("[^\\w-]+", "_");
    }

    private SortedMap<String, String> labels() {
        SortedMap<String, String> labels = filled(LABEL);
        labels.put(SparkLabels.APP_ID, job.attempt().appId());
        labels.put(SparkLabels.APP_NAME, ObjectLabels.appName(conf.get("spark.app.name", "")));
        labels.put(SparkLabels.EXECUTOR_ID, Integer.toString(id));
        labels.put(SparkLabels.RESOURCE_PROFILE_ID, "0");
        labels.put(SparkLabels.ROLE, SparkLabels.EXECUTOR);
        labels.put(SparkLabels.VERSION, job.sparkVersion().release());
        return labels;
    }

    private SortedMap<String, String> filled(String prefix) {
        SortedMap<String, String> filled = new TreeMap<>(Placeholders.ofAll(conf.under(prefix), job.attempt()));
        filled.replaceAll((key, value) -> value.replace(Placeholders.EXECUTOR_ID, Integer.toString(id)));
        return filled;
    }
}
