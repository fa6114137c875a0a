package dev.bellows.check;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.AppArmorProfile;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SELinuxOptions;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.WindowsSecurityContextOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Kubernetes' Pod Security Standard "restricted", with all of "baseline" that a driver or executor could break. */
public final class RestrictedStandard {
    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");
    private static final Set<String> PROFILES = Set.of("RuntimeDefault", "Localhost");
    private static final Set<String> SELINUX_TYPES =
            Set.of("container_t", "container_init_t", "container_kvm_t", "container_engine_t");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RestrictedStandard() {}

    /** What a pod breaks of the standard, by field; empty if it passes. */
    public static List<String> violations(PodSpec pod) {
        List<String> found = new ArrayList<>();
        require(!Boolean.TRUE.equals(pod.getHostNetwork()), "hostNetwork", found);
        require(!Boolean.TRUE.equals(pod.getHostPID()), "hostPID", found);
        require(!Boolean.TRUE.equals(pod.getHostIPC()), "hostIPC", found);
        pod.getVolumes().forEach(volume -> require(isAllowed(volume), "volume " + volume.getName(), found));
        PodSecurityContext security =
                Optional.ofNullable(pod.getSecurityContext()).orElseGet(PodSecurityContext::new);
        require(Boolean.TRUE.equals(security.getRunAsNonRoot()), "runAsNonRoot", found);
        require(!Long.valueOf(0).equals(security.getRunAsUser()), "runAsUser", found);
        require(
                security.getSeccompProfile() != null
                        && PROFILES.contains(security.getSeccompProfile().getType()),
                "seccompProfile",
                found);
        require(security.getSysctls().isEmpty(), "sysctls", found);
        require(isConfined(security.getAppArmorProfile()), "appArmorProfile", found);
        require(isAllowed(security.getSeLinuxOptions()), "seLinuxOptions", found);
        require(!isHostProcess(security.getWindowsOptions()), "hostProcess", found);
        Stream.concat(pod.getContainers().stream(), pod.getInitContainers().stream())
                .forEach(container -> check(container, found));
        return found;
    }

    private static void check(Container container, List<String> found) {
        SecurityContext security =
                Optional.ofNullable(container.getSecurityContext()).orElseGet(SecurityContext::new);
        Capabilities capabilities =
                Optional.ofNullable(security.getCapabilities()).orElseGet(Capabilities::new);
        require(Boolean.FALSE.equals(security.getAllowPrivilegeEscalation()), "allowPrivilegeEscalation", found);
        require(!Boolean.TRUE.equals(security.getPrivileged()), "privileged", found);
        require(!Boolean.FALSE.equals(security.getRunAsNonRoot()), "container runAsNonRoot", found);
        require(!Long.valueOf(0).equals(security.getRunAsUser()), "container runAsUser", found);
        require(capabilities.getDrop().contains("ALL"), "capabilities.drop", found);
        require(Set.of("NET_BIND_SERVICE").containsAll(capabilities.getAdd()), "capabilities.add", found);
        require(
                security.getSeccompProfile() == null
                        || PROFILES.contains(security.getSeccompProfile().getType()),
                "container seccompProfile",
                found);
        require(
                security.getProcMount() == null || security.getProcMount().equals("Default"),
                "container procMount",
                found);
        require(isConfined(security.getAppArmorProfile()), "container appArmorProfile", found);
        require(isAllowed(security.getSeLinuxOptions()), "container seLinuxOptions", found);
        require(!isHostProcess(security.getWindowsOptions()), "container hostProcess", found);
        require(container.getPorts().stream().allMatch(port -> port.getHostPort() == null), "hostPort", found);
    }

    private static boolean isConfined(@Nullable AppArmorProfile profile) {
        return profile == null || PROFILES.contains(profile.getType());
    }

    private static boolean isAllowed(@Nullable SELinuxOptions options) {
        return options == null
                || (isEmpty(options.getUser())
                        && isEmpty(options.getRole())
                        && (isEmpty(options.getType()) || SELINUX_TYPES.contains(options.getType())));
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static boolean isHostProcess(@Nullable WindowsSecurityContextOptions options) {
        return options != null && Boolean.TRUE.equals(options.getHostProcess());
    }

    // What a volume is of is its one field beside the name.
    private static boolean isAllowed(Volume volume) {
        Map<String, Object> fields = MAPPER.convertValue(volume, new TypeReference<>() {});
        return fields.keySet().stream().filter(field -> !field.equals("name")).allMatch(VOLUMES::contains);
    }

    private static void require(boolean holds, String rule, List<String> found) {
        if (!holds) {
            found.add(rule);
        }
    }
}
