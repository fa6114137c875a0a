package dev.bellows.compile;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;

/** Security contexts that pass Kubernetes' "restricted" Pod Security Standard. */
final class PodSecurity {
    // Spark's images end with a user name; the kubelet proves "not root" only by a number, and this is theirs.
    private static final long SPARK_UID = 185;

    private PodSecurity() {}

    static PodSecurityContext ofPod() {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(SPARK_UID)
                .withRunAsGroup(SPARK_UID)
                .withFsGroup(SPARK_UID)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    static SecurityContext ofContainer() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .addToDrop("ALL")
                .endCapabilities()
                .build();
    }
}
