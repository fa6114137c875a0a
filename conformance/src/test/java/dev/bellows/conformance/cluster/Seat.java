package dev.bellows.conformance.cluster;

import dev.bellows.conformance.failures.FailureSite;
import dev.bellows.job.SparkJobBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Something of which the node has one: who does not get it waits, or takes it from who is less important. */
record Seat(FailureSite site, String node, PriorityClass first) implements AutoCloseable {
    static final String RESOURCE = "bellows.dev/seat";

    /** Allocatable too: a kubelet would copy it from the capacity only when it next reports. */
    private static final List<String> PATHS =
            List.of("/status/capacity/bellows.dev~1seat", "/status/allocatable/bellows.dev~1seat");

    static Seat on(FailureSite site) {
        PriorityClass first = new PriorityClassBuilder()
                .withNewMetadata()
                .withName(site.namespace())
                .endMetadata()
                .withValue(1000)
                .build();
        site.admin().resource(first).create();
        Seat seat = new Seat(
                site,
                site.admin().nodes().list().getItems().get(0).getMetadata().getName(),
                first);
        seat.patch("{\"op\": \"add\", \"path\": \"%s\", \"value\": \"1\"}");
        return seat;
    }

    /** The job, whose driver wants it. */
    SparkJobBuilder of(SparkJobBuilder job) {
        return job.driver(driver -> driver.pod(pod -> pod.patch("""
                {"spec": {"containers": [{"name": "spark-kubernetes-driver",
                  "resources": {"requests": {"bellows.dev/seat": "1"}, "limits": {"bellows.dev/seat": "1"}}}]}}""")));
    }

    /** A pod that wants it; with a priority class, it takes it. */
    void takenBy(String name, String priorityClass) {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withPriorityClassName(priorityClass)
                .withTerminationGracePeriodSeconds(1L)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(185L)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .addNewContainer()
                .withName("sleep")
                .withImage("localhost/spark:4.1.1")
                .withCommand("sleep", "600")
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .withNewResources()
                .withLimits(Map.of(RESOURCE, new Quantity("1")))
                .endResources()
                .endContainer()
                .endSpec()
                .build();
        site.admin().resource(pod).inNamespace(site.namespace()).create();
    }

    private void patch(String operation) {
        site.admin()
                .nodes()
                .withName(node)
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON),
                        PATHS.stream().map(operation::formatted).collect(Collectors.joining(", ", "[", "]")));
    }

    @Override
    public void close() {
        site.admin()
                .pods()
                .inNamespace(site.namespace())
                .withField("spec.restartPolicy", "Always")
                .delete();
        site.admin().resource(first).delete();
        patch("{\"op\": \"remove\", \"path\": \"%s\"}");
    }
}
