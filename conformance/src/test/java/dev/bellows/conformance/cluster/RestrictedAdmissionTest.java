package dev.bellows.conformance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.compile.CompiledJob;
import dev.bellows.conformance.SampleJobs;
import dev.bellows.job.SeededJobs;
import dev.bellows.job.pod.Security;
import dev.bellows.job.pod.VolumeSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.node.v1.RuntimeClassBuilder;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The API server validates what generated jobs become, and its Pod Security admission enforces "restricted" on it. */
@Tag("cluster")
class RestrictedAdmissionTest {
    private static final int JOBS = Integer.getInteger("bellows.admitted", 300);
    private static final long SEED = Long.getLong("bellows.seed", 1);

    /** A kind that the cluster does not have; its custom resource comes with Volcano. */
    private static final String UNKNOWN = "PodGroup";

    @RegisterExtension
    static final TestNamespace namespace = new TestNamespace();

    @BeforeAll
    static void create() {
        classes().forEach(each -> namespace.admin().resource(each).create());
    }

    @AfterAll
    static void delete() {
        classes().forEach(each -> namespace.admin().resource(each).delete());
    }

    @Test
    void everything_of_jobs_that_did_not_opt_out_is_admitted() {
        List<String> refused = new ArrayList<>();
        int objects = 0;
        for (long seed = SEED; seed < SEED + JOBS; seed++) {
            for (HasMetadata object : objectsOf(SeededJobs.restricted(seed).compile())) {
                objects++;
                refusal(object).map(("seed " + seed + " ")::concat).ifPresent(refused::add);
            }
        }
        System.out.printf("seed %d: %d jobs, %d objects, %d refused%n", SEED, JOBS, objects, refused.size());
        assertThat(refused).isEmpty();
    }

    @Test
    void a_pod_that_opted_out_is_refused() {
        CompiledJob job = SampleJobs.job("relaxed", SampleJobs.SLEEP, "1")
                .pod(pod ->
                        pod.security(Security.relaxed()).volume("logs", "/mnt/logs", VolumeSource.hostPath("/var/log")))
                .build()
                .compile();

        for (Pod pod : List.of(job.driverPod(), job.executorPod(1))) {
            assertThatThrownBy(() -> admit(settled(pod)))
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            refusal -> assertThat(refusal.getCode()).isEqualTo(403))
                    .hasMessageContaining("violates PodSecurity \"restricted:latest\"")
                    .hasMessageContaining("hostPath");
        }
    }

    private static List<HasMetadata> objectsOf(CompiledJob job) {
        List<HasMetadata> objects = new ArrayList<>(List.of(
                settled(job.driverPod()),
                settled(job.executorPod(1)),
                job.configMap().orElseThrow(),
                job.service().orElseThrow()));
        job.extras().stream().filter(extra -> !extra.getKind().equals(UNKNOWN)).forEach(objects::add);
        return objects;
    }

    private static Optional<String> refusal(HasMetadata object) {
        try {
            admit(object);
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(object.getKind() + ": " + e.getMessage());
        }
    }

    private static void admit(HasMetadata object) {
        object.getMetadata().setNamespace(namespace.name());
        namespace.admin().resource(object).dryRun().create();
    }

    /** The pod with names of account and classes that exist: what a name stands for is not judged here. */
    private static Pod settled(Pod pod) {
        Pod settled = new PodBuilder(pod).build();
        if (pod.getSpec().getServiceAccountName() != null) {
            settled.getSpec().setServiceAccount("spark");
            settled.getSpec().setServiceAccountName("spark");
        }
        if (pod.getSpec().getPriorityClassName() != null) {
            settled.getSpec().setPriorityClassName(namespace.name());
        }
        if (pod.getSpec().getRuntimeClassName() != null) {
            settled.getSpec().setRuntimeClassName(namespace.name());
        }
        return settled;
    }

    private static List<HasMetadata> classes() {
        return List.of(
                new PriorityClassBuilder()
                        .withNewMetadata()
                        .withName(namespace.name())
                        .endMetadata()
                        .withValue(1)
                        .build(),
                new RuntimeClassBuilder()
                        .withNewMetadata()
                        .withName(namespace.name())
                        .endMetadata()
                        .withHandler("runc")
                        .build());
    }
}
