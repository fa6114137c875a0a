package dev.bellows.compile;

import dev.bellows.job.SparkVersion;
import dev.bellows.job.pod.Security;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Security contexts that pass Kubernetes' "restricted" Pod Security Standard, unless the job opts out. */
final class PodSecurity {
    // Spark's images end with a user name; the kubelet proves "not root" only by a number, and this is theirs.
    private static final long SPARK_UID = 185;
    private static final long ROOT = 0;

    private PodSecurity() {}

    /** The pod's context; none where the job leaves it to the cluster and says nothing itself. */
    static @Nullable PodSecurityContext ofPod(Optional<Security> said) {
        Security security = said.orElseGet(Security::restricted);
        boolean unset = isUnset(security);
        Long byDefault = unset ? null : SPARK_UID;
        long user = security.runAsUser().orElse(SPARK_UID);
        PodSecurityContextBuilder context = new PodSecurityContextBuilder()
                .withRunAsUser(security.runAsUser().orElse(byDefault))
                .withRunAsGroup(security.runAsGroup().orElse(byDefault))
                .withFsGroup(security.fsGroup().orElse(byDefault))
                .withSupplementalGroups(security.supplementalGroups());
        if (!unset) {
            context.withRunAsNonRoot(user == ROOT ? null : true)
                    .withNewSeccompProfile()
                    .withType("RuntimeDefault")
                    .endSeccompProfile();
        }
        PodSecurityContext built = context.build();
        return built.equals(new PodSecurityContext()) ? null : built;
    }

    /** The context of Spark's container. */
    static @Nullable SecurityContext ofSpark(SparkVersion version, Optional<Security> said) {
        return ofContainer(
                said.orElseGet(Security::restricted), SparkLine.of(version).escalationForbidden());
    }

    /** The context of a container beside Spark's: without what only Spark's gets. */
    static @Nullable SecurityContext ofFurtherContainer(Optional<Security> said) {
        return said.filter(PodSecurity::isUnset).isPresent() ? null : ofContainer(Security.restricted(), true);
    }

    private static @Nullable SecurityContext ofContainer(Security security, boolean forbidden) {
        boolean drops = !isUnset(security);
        SecurityContextBuilder context = new SecurityContextBuilder()
                .withReadOnlyRootFilesystem(security.readOnlyRootFilesystem() ? true : null)
                .withAllowPrivilegeEscalation((drops || forbidden) ? false : null);
        if (drops || !security.addCapabilities().isEmpty()) {
            context.withNewCapabilities().withAdd(security.addCapabilities()).endCapabilities();
        }
        if (drops) {
            context.editCapabilities().addToDrop("ALL").endCapabilities();
        }
        SecurityContext built = context.build();
        return built.equals(new SecurityContext()) ? null : built;
    }

    private static boolean isUnset(Security security) {
        return security.profile()
                .filter(profile -> profile == Security.Profile.UNSET)
                .isPresent();
    }
}
