package dev.bellows.k8s.scripted;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Moves pods of a namespace through their lives, step by step. */
public final class ScriptedKubelet {
    private final ScriptedWorld world;
    private final String namespace;

    /** A kubelet of all pods of a namespace. */
    public ScriptedKubelet(ScriptedWorld world, String namespace) {
        this.world = world;
        this.namespace = namespace;
    }

    /** No node takes the pod. */
    public void unschedulable(String pod) {
        edit(
                pod,
                changed -> changed.setStatus(new PodStatusBuilder()
                        .withPhase("Pending")
                        .withConditions(new PodConditionBuilder()
                                .withType("PodScheduled")
                                .withStatus("False")
                                .withReason("Unschedulable")
                                .build())
                        .build()));
    }

    /** A node takes the pod; its container is being made. */
    public void schedule(String pod) {
        edit(pod, changed -> changed.getSpec().setNodeName("node-1"));
        waiting(pod, "ContainerCreating", "");
    }

    /** The container waits. */
    public void waiting(String pod, String reason, String message) {
        state(
                pod,
                "Pending",
                new ContainerStateBuilder().withNewWaiting(message, reason).build());
    }

    /** The container runs. */
    public void run(String pod) {
        state(
                pod,
                "Running",
                new ContainerStateBuilder()
                        .withNewRunning("2026-01-01T00:00:00Z")
                        .build());
    }

    /** The container ends. */
    public void exit(String pod, int code, String reason, String message) {
        state(
                pod,
                code == 0 ? "Succeeded" : "Failed",
                new ContainerStateBuilder()
                        .withNewTerminated()
                        .withExitCode(code)
                        .withReason(reason)
                        .withMessage(message)
                        .endTerminated()
                        .build());
    }

    /** The whole pod fails, with no word of its containers. */
    public void fail(String pod, String reason, String message) {
        edit(
                pod,
                changed -> changed.setStatus(new PodStatusBuilder()
                        .withPhase("Failed")
                        .withReason(reason)
                        .withMessage(message)
                        .build()));
    }

    /** Something pushes the pod out. */
    public void disrupt(String pod, String reason) {
        edit(
                pod,
                changed -> changed.getStatus()
                        .getConditions()
                        .add(new PodConditionBuilder()
                                .withType("DisruptionTarget")
                                .withStatus("True")
                                .withReason(reason)
                                .build()));
    }

    /** The driver makes an executor; returns its pod's name. */
    public String executor(String driver, int id) {
        Pod owner = world.find("pods", namespace, driver, Pod.class).orElseThrow();
        Map<String, String> labels = new TreeMap<>(owner.getMetadata().getLabels());
        labels.put("spark-role", "executor");
        labels.put("spark-exec-id", Integer.toString(id));
        String name = driver.replaceFirst("-driver$", "-exec-" + id);
        world.create(
                "pods",
                namespace,
                new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .withOwnerReferences(new OwnerReferenceBuilder()
                                .withApiVersion("v1")
                                .withKind("Pod")
                                .withName(driver)
                                .withUid(owner.getMetadata().getUid())
                                .withController(true)
                                .build())
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .build());
        return name;
    }

    private void state(String pod, String phase, ContainerState state) {
        edit(
                pod,
                changed -> changed.setStatus(new PodStatusBuilder(
                                changed.getStatus() == null ? new PodStatusBuilder().build() : changed.getStatus())
                        .withPhase(phase)
                        .withContainerStatuses(new ContainerStatusBuilder()
                                .withName(
                                        pod.endsWith("-driver")
                                                ? "spark-kubernetes-driver"
                                                : "spark-kubernetes-executor")
                                .withState(state)
                                .build())
                        .build()));
    }

    private void edit(String pod, Consumer<Pod> edit) {
        world.edit("pods", namespace, pod, Pod.class, edit);
    }
}
