package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellows.Jobs;
import dev.bellows.PodJobs;
import dev.bellows.check.RestrictedStandard;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import dev.bellows.job.pod.PodRule;
import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.SecretRef;
import dev.bellows.job.pod.Security;
import dev.bellows.job.pod.VolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodShapeTest {
    private static PodSpec driver(SparkJob job) {
        return job.compile().driverPod().getSpec();
    }

    private static PodSpec executor(SparkJob job) {
        return job.compile().executorTemplate().getSpec();
    }

    @Test
    void executors_get_as_conf_what_spark_has_conf_for_and_the_rest_from_the_template() {
        SparkJob job = PodJobs.everyVolume();

        assertThat(job.compile().conf())
                .contains(
                        entry("spark.kubernetes.executor.volumes.emptyDir.disk.options.sizeLimit", "20Gi"),
                        entry("spark.kubernetes.executor.volumes.emptyDir.memory.options.medium", "Memory"),
                        entry("spark.kubernetes.executor.volumes.hostPath.host.options.path", "/data"),
                        entry("spark.kubernetes.executor.volumes.nfs.nfs.options.server", "nfs.example.com"),
                        entry("spark.kubernetes.executor.volumes.persistentVolumeClaim.shared.mount.readOnly", "true"),
                        entry("spark.kubernetes.executor.volumes.persistentVolumeClaim.shared.mount.subPath", "2026"),
                        entry(
                                "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.claimName",
                                "OnDemand"));
        assertThat(executor(job).getVolumes())
                .extracting(Volume::getName)
                .containsExactly("settings", "keys", "identity", "scratch");
        assertThat(executor(job).getContainers().get(0).getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .containsExactly("/mnt/settings", "/mnt/keys", "/mnt/identity", "/mnt/scratch");
    }

    @Test
    void the_driver_gets_every_volume_and_no_scratch_folder_beside_its_own() {
        PodSpec pod = driver(PodJobs.everyVolume());

        assertThat(pod.getVolumes())
                .extracting(Volume::getName)
                .contains(
                        "disk", "memory", "host", "shared", "spark-local-dir-1", "nfs", "settings", "keys", "identity")
                .doesNotHaveDuplicates();
        assertThat(pod.getContainers().get(0).getEnv())
                .contains(new EnvVar("SPARK_LOCAL_DIRS", "/var/data/spark-1", null));
        assertThat(pod.getContainers().get(0).getVolumeMounts())
                .filteredOn(mount -> mount.getName().equals("shared"))
                .extracting(VolumeMount::getReadOnly, VolumeMount::getSubPath)
                .containsExactly(tuple(true, "2026"));
    }

    @Test
    void a_claim_on_demand_is_created_with_the_driver_and_named_after_it() {
        CompiledJob compiled = PodJobs.everyVolume().compile();
        String name = compiled.attempt().driverPodName() + "-pvc-4";

        PersistentVolumeClaim claim = (PersistentVolumeClaim) compiled.extras().get(0);
        assertThat(compiled.extras()).hasSize(1);
        assertThat(claim.getMetadata().getName()).isEqualTo(name);
        assertThat(claim.getSpec().getStorageClassName()).isEqualTo("fast");
        assertThat(claim.getSpec().getAccessModes()).containsExactly("ReadWriteOncePod");
        assertThat(compiled.driverPod().getSpec().getVolumes())
                .filteredOn(volume -> volume.getName().equals("spark-local-dir-1"))
                .singleElement()
                .satisfies(
                        volume -> assertThat(volume.getPersistentVolumeClaim().getClaimName())
                                .isEqualTo(name));
    }

    @Test
    void volumes_in_memory_are_counted_in_the_memory_request() {
        SparkJob job = Jobs.minimal()
                .executors(e -> e.memory("4g")
                        .pod(p -> p.volume(PodVolume.localDir(1, VolumeSource.inMemory("1Gi")))
                                .volume("b", "/b", VolumeSource.inMemory("1500k"))))
                .build();

        Footprint with = job.compile().footprint();
        assertThat(with.executor().memoryMib()).isEqualTo(4096 + 409 + 1024 + 2);
        assertThat(with.driver().memoryMib()).isEqualTo(1024 + 384);
    }

    @Test
    void secrets_are_named_and_nothing_more() {
        CompiledJob compiled = Jobs.minimal()
                .pod(p -> p.env("DB_PASSWORD", SecretRef.of("db", "password")))
                .build()
                .compile();

        assertThat(compiled.conf())
                .contains(
                        entry("spark.kubernetes.driver.secretKeyRef.DB_PASSWORD", "db:password"),
                        entry("spark.kubernetes.executor.secretKeyRef.DB_PASSWORD", "db:password"));
        assertThat(compiled.driverPod().getSpec().getContainers().get(0).getEnv())
                .filteredOn(variable -> variable.getName().equals("DB_PASSWORD"))
                .singleElement()
                .satisfies(variable -> {
                    assertThat(variable.getValue()).isNull();
                    assertThat(variable.getValueFrom().getSecretKeyRef().getKey())
                            .isEqualTo("password");
                });
    }

    @Test
    void a_role_adds_to_what_is_common_and_its_single_values_win() {
        SparkJob job = PodJobs.shaped();

        assertThat(driver(job).getPriorityClassName()).isEqualTo("batch");
        assertThat(executor(job).getPriorityClassName()).isEqualTo("preemptible");
        assertThat(driver(job).getSchedulerName()).isEqualTo("bin-packing");
        assertThat(job.compile().conf()).containsEntry("spark.kubernetes.executor.scheduler.name", "bin-packing");
        assertThat(driver(job).getNodeSelector()).isEqualTo(Map.of("pool", "batch"));
        assertThat(driver(job).getServiceAccountName()).isEqualTo("driver");
        assertThat(driver(job).getImagePullSecrets()).hasSize(1);
    }

    @Test
    void affinity_is_to_the_pods_of_the_same_attempt() {
        CompiledJob compiled = PodJobs.shaped().compile();
        Map<String, String> executors = Map.of(
                "bellows.dev/run",
                compiled.attempt().run().runName(),
                "bellows.dev/attempt",
                "1",
                "spark-role",
                "executor");

        assertThat(compiled.driverPod()
                        .getSpec()
                        .getAffinity()
                        .getPodAffinity()
                        .getPreferredDuringSchedulingIgnoredDuringExecution())
                .extracting(term -> term.getPodAffinityTerm().getLabelSelector().getMatchLabels())
                .containsExactly(executors);
        assertThat(compiled.executorTemplate()
                        .getSpec()
                        .getTopologySpreadConstraints()
                        .get(0)
                        .getLabelSelector()
                        .getMatchLabels())
                .isEqualTo(executors);
        assertThat(compiled.conf()).containsEntry("spark.kubernetes.executor.label.bellows.dev/attempt", "1");
    }

    @Test
    void a_sidecar_ends_after_spark_and_an_init_container_before_it() {
        assertThat(driver(PodJobs.shaped()).getInitContainers())
                .extracting(Container::getName, Container::getRestartPolicy)
                .containsExactly(tuple("proxy", "Always"), tuple("fetch", null));
        assertThat(driver(PodJobs.shaped()).getContainers()).hasSize(1);
    }

    @Test
    void opting_out_of_restricted_is_explicit() {
        SparkJob unset = Jobs.minimal().pod(p -> p.security(Security.unset())).build();
        SparkJob root = Jobs.minimal()
                .pod(p -> p.security(Security.relaxed().asUser(0, 0).withCapabilities("SYS_PTRACE")))
                .build();

        assertThat(driver(unset).getSecurityContext()).isNull();
        assertThat(driver(unset).getContainers().get(0).getSecurityContext()).isNull();
        assertThat(RestrictedStandard.violations(executor(root)))
                .containsExactlyInAnyOrder("runAsNonRoot", "runAsUser", "capabilities.add");
        assertThat(RestrictedStandard.violations(driver(PodJobs.shaped()))).isEmpty();
    }

    @Test
    void a_patch_is_laid_over_the_finished_pod() {
        SparkJob job = Jobs.minimal()
                .driver(
                        d -> d.pod(
                                p -> p.terminationGraceSeconds(60)
                                        .patch(
                                                "{'spec':{'terminationGracePeriodSeconds':null,'subdomain':'x','containers':[{'name':"
                                                                .replace('\'', '"')
                                                        + "\"spark-kubernetes-driver\",\"tty\":true,\"env\":[{\"name\":\"A\",\"value\":\"1\"}]}]}}")))
                .build();

        PodSpec pod = driver(job);
        assertThat(pod.getTerminationGracePeriodSeconds()).isNull();
        assertThat(pod.getSubdomain()).isEqualTo("x");
        assertThat(pod.getContainers()).hasSize(1);
        assertThat(pod.getContainers().get(0).getTty()).isTrue();
        assertThat(pod.getContainers().get(0).getEnv()).hasSizeGreaterThan(3).contains(new EnvVar("A", "1", null));
    }

    @Test
    void executors_end_in_the_time_that_the_job_gives_them_on_every_line() {
        for (SparkVersion version : SparkVersion.values()) {
            CompiledJob compiled = Jobs.minimal()
                    .spark(version)
                    .executors(e -> e.pod(p -> p.terminationGraceSeconds(90)))
                    .build()
                    .compile();

            assertThat(compiled.executorTemplate().getSpec().getTerminationGracePeriodSeconds())
                    .isEqualTo(90);
            assertThat(compiled.conf().get("spark.kubernetes.executor.terminationGracePeriodSeconds"))
                    .isEqualTo(List.of("3.5", "4.0").contains(version.line()) ? null : "90s");
        }
    }

    @Test
    void what_both_roles_say_alike_is_said_once() {
        SparkJob job = Jobs.minimal()
                .pod(p -> p.affinity(PodRule.nearDriver(PodRule.ZONE)))
                .executors(e -> e.pod(p -> p.affinity(PodRule.nearDriver(PodRule.ZONE))))
                .build();

        assertThat(executor(job).getAffinity().getPodAffinity().getPreferredDuringSchedulingIgnoredDuringExecution())
                .hasSize(1);
    }
}
