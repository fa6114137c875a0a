package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Jobs;
import dev.bellows.check.RestrictedStandard;
import dev.bellows.job.SeededJobs;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;

class RestrictedPodsTest {
    @Test
    void every_compiled_pod_passes_the_restricted_standard() {
        for (long seed = 0; seed < 200; seed++) {
            CompiledJob compiled = SeededJobs.restricted(seed).compile();

            assertThat(RestrictedStandard.violations(compiled.driverPod().getSpec()))
                    .as("driver, seed %s", seed)
                    .isEmpty();
            assertThat(RestrictedStandard.violations(compiled.executorTemplate().getSpec()))
                    .as("executor, seed %s", seed)
                    .isEmpty();
        }
    }

    @Test
    void runs_as_the_user_of_sparks_images() {
        Pod driver = Jobs.full().compile().driverPod();

        assertThat(driver.getSpec().getSecurityContext().getRunAsUser()).isEqualTo(185);
        assertThat(driver.getSpec().getSecurityContext().getFsGroup()).isEqualTo(185);
    }

    @Test
    void what_lifts_a_containers_confinement_does_not_pass() {
        Pod loose = new PodBuilder(Jobs.full().compile().driverPod())
                .editSpec()
                .editSecurityContext()
                .withNewAppArmorProfile(null, "Unconfined")
                .withNewSeLinuxOptions(null, null, "spc_t", null)
                .withNewWindowsOptions(null, null, true, null)
                .endSecurityContext()
                .editFirstContainer()
                .editSecurityContext()
                .withNewSeccompProfile(null, "Unconfined")
                .withProcMount("Unmasked")
                .withNewAppArmorProfile(null, "Unconfined")
                .withNewSeLinuxOptions(null, "system_r", null, null)
                .withNewWindowsOptions(null, null, true, null)
                .endSecurityContext()
                .endContainer()
                .endSpec()
                .build();

        assertThat(RestrictedStandard.violations(loose.getSpec()))
                .containsExactlyInAnyOrder(
                        "appArmorProfile",
                        "seLinuxOptions",
                        "hostProcess",
                        "container seccompProfile",
                        "container procMount",
                        "container appArmorProfile",
                        "container seLinuxOptions",
                        "container hostProcess");
    }

    @Test
    void a_bare_pod_would_not_pass() {
        Pod bare = new PodBuilder()
                .withNewSpec()
                .addNewContainer()
                .endContainer()
                .addNewVolume()
                .withName("disk")
                .withNewHostPath("/", null)
                .endVolume()
                .withHostNetwork(true)
                .endSpec()
                .build();

        assertThat(RestrictedStandard.violations(bare.getSpec()))
                .containsExactlyInAnyOrder(
                        "hostNetwork",
                        "volume disk",
                        "runAsNonRoot",
                        "seccompProfile",
                        "allowPrivilegeEscalation",
                        "capabilities.drop");
    }
}
